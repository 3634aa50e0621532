/** State of a command in a file beside what it worked on, for its next run. */
import { readFile } from 'node:fs/promises';
import { type Static, type TRecord, Type } from 'typebox';
import { Value } from 'typebox/value';
import { TonearmError } from '../errors.ts';
import { writeAtomically } from './write-atomically.ts';

export class StateFile<Schema extends TRecord> {
  readonly #path: string;
  readonly #schema: Schema;
  readonly #loss: string;

  /** @param loss what follows where the file is moved away: "playlists are then made anew" */
  constructor(path: string, schema: Schema, loss: string) {
    this.#path = path;
    this.#schema = schema;
    this.#loss = loss;
  }

  /**
   * Reads the state; empty without a file.
   * @throws bad-request for a damaged one, so that nothing is guessed
   */
  async read(): Promise<Static<Schema>> {
    const text = await readFile(this.#path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '{}';
      throw error;
    });
    const memory = parsed(text);
    if (Value.Check(this.#schema, memory)) return memory;
    throw new TonearmError(
      'bad-request',
      `${this.#path} should say what Tonearm wrote before, and cannot be read. Move it away: ${this.#loss}.`,
    );
  }

  async write(memory: Static<Schema>): Promise<void> {
    await writeAtomically(this.#path, Buffer.from(`${JSON.stringify(memory, null, 2)}\n`));
  }
}

/** Schema of texts by name. */
export const TEXTS_BY_NAME = Type.Record(Type.String(), Type.String());

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
