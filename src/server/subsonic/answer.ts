/** Envelope of every answer, as XML, JSON or JSONP. */
import type { FastifyReply } from 'fastify';
import { VERSION } from '../version.ts';
import type { Parameters } from './parameters.ts';
import { elementOf, type Node } from './xml.ts';

/** Last version of Subsonic's own interface, which OpenSubsonic builds on. */
const API_VERSION = '1.16.1';

export interface Form {
  readonly format: 'xml' | 'json' | 'jsonp';
  /** Callback function of JSONP. */
  readonly callback: string;
}

const CALLBACK = /^[\w$][\w$.]{0,99}$/;

/**
 * Format of an answer: XML by default and for unknown ones. JSONP requires the token: any page may run a
 * script of this machine.
 */
export function formOf(parameters: Parameters, isKnown: boolean): Form {
  const asked = parameters.text('f');
  const callback = parameters.text('callback') ?? '';
  if (asked === 'jsonp' && isKnown && CALLBACK.test(callback)) return { format: 'jsonp', callback };
  return { format: asked === 'json' || asked === 'jsonp' ? 'json' : 'xml', callback: '' };
}

export function sendAnswer(reply: FastifyReply, form: Form, answer: Node): FastifyReply {
  return send(reply, form, { status: 'ok', ...ABOUT, ...answer });
}

/** Sends an error as an answer: clients read them with the status 200. */
export function sendFailure(reply: FastifyReply, form: Form, code: number, message: string): FastifyReply {
  return send(reply, form, { status: 'failed', ...ABOUT, error: { code, message } });
}

const ABOUT = { version: API_VERSION, type: 'tonearm', serverVersion: VERSION, openSubsonic: true };

function send(reply: FastifyReply, { format, callback }: Form, node: Node): FastifyReply {
  reply.header('cache-control', 'private, no-store');
  if (format === 'xml') {
    const root = elementOf('subsonic-response', { xmlns: 'http://subsonic.org/restapi', ...node });
    return reply.type('text/xml; charset=utf-8').send(`<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`);
  }
  const json = JSON.stringify({ 'subsonic-response': node });
  if (format === 'json') return reply.type('application/json; charset=utf-8').send(json);
  return reply.type('text/javascript; charset=utf-8').send(`/**/${callback}(${scriptOf(json)});`);
}

/** JSONP, in which two characters end a line in old scripts, though not in JSON. */
function scriptOf(json: string): string {
  return json.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}
