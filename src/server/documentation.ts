import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { DOCUMENTATION_THEME } from './documentation-theme.ts';
import { EVENT_STREAM, EVENTS, eventSchema } from './event-stream.ts';
import { LIBRARY_SCHEMAS } from './library-schema.ts';
import { NAMED_SCHEMAS } from './schema.ts';
import { VERSION } from './version.ts';

interface Operation {
  readonly operationId?: string;
  [EVENTS]?: Record<string, string>;
  requestBody?: unknown;
  readonly responses: Record<string, { content: Record<string, unknown> }>;
}

const BYTES = { type: 'string', format: 'binary' };
const UPLOAD = {
  required: true,
  content: {
    'multipart/form-data': {
      schema: {
        type: 'object',
        properties: { file: BYTES },
        required: ['file'],
        additionalProperties: false,
      },
    },
    'application/octet-stream': { schema: BYTES },
    'audio/*': { schema: BYTES },
    'application/json': { schema: { $ref: '#/components/schemas/SongAddress' } },
  },
};

const SWAGGER: FastifyDynamicSwaggerOptions = {
  openapi: {
    openapi: '3.2.0',
    info: {
      title: 'Tonearm',
      version: VERSION,
      description: 'Listens to a song and says its genre, with honest confidence.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    // Nothing is asked of programs on the machine of the server.
    security: [{}, { token: [] }, { cookie: [] }],
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'The access token that the server printed.' },
        cookie: {
          type: 'apiKey',
          in: 'cookie',
          name: 'tonearm_access',
          description: 'Set by opening the link.',
        },
      },
    },
  },
  refResolver: {
    buildLocalReference: (json, _base, _fragment, index) =>
      (json.$id as string | undefined) ?? `schema-${index}`,
  },
  transformObject: (document) => {
    if (!('openapiObject' in document)) return document.swaggerObject;
    for (const path of Object.values(document.openapiObject.paths ?? {})) {
      for (const operation of Object.values(path ?? {}) as Operation[]) describeStreams(operation);
    }
    return document.openapiObject;
  },
};

/** `GET /api/openapi.json` and its page `/api/docs`: register before the routes. */
export async function documentApi(app: FastifyInstance): Promise<void> {
  for (const schema of [...NAMED_SCHEMAS, ...LIBRARY_SCHEMAS]) app.addSchema(schema);
  await app.register(import('@fastify/swagger'), SWAGGER);
  await app.register(import('@fastify/swagger-ui'), {
    routePrefix: '/api/docs',
    uiConfig: { deepLinking: true, tryItOutEnabled: true },
    theme: DOCUMENTATION_THEME,
  });
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger());
}

/** Documents bodies and event streams, which the framework must neither parse nor serialise. */
function describeStreams(operation: Operation): void {
  const { [EVENTS]: events, operationId, responses } = operation;
  if (operationId === 'classify') operation.requestBody = UPLOAD;
  if (events) responses['200'].content[EVENT_STREAM] = { itemSchema: eventSchema(events) };
  delete operation[EVENTS];
}
