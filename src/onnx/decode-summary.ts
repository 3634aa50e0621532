import { Reader } from 'protobufjs/minimal.js';
import { hasCode, TonearmError } from '../errors.ts';
import { refuseExternalData } from './external-data.ts';
import { ELEMENT_TYPES, type ModelSummary, type ValueProto } from './proto.ts';
import type { ElementType } from './tensor.ts';

const LENGTH_DELIMITED = 2;
const MAX_ENTRIES = 1000;

/**
 * Inputs, outputs and metadata of an `.onnx` file; the nodes are passed over.
 *
 * @throws bad-model where the bytes are no ONNX model, or one whose weights lie in other files.
 */
export function decodeSummary(bytes: Uint8Array): ModelSummary {
  try {
    refuseExternalData(bytes);
    return readModel(Reader.create(bytes));
  } catch (cause) {
    if (hasCode(cause, 'bad-model')) throw cause;
    throw new TonearmError('bad-model', 'Expected an ONNX model, got bytes that do not read as one', {
      cause,
    });
  }
}

/** Runs `read` for each known field of a message that ends at `end`, checks its wire type, skips the rest. */
function fields(
  reader: Reader,
  end: number,
  read: Readonly<Record<number, () => void>>,
  varints: number[],
): void {
  while (reader.pos < end) {
    const key = reader.uint32();
    const known = read[key >>> 3];
    const expected = varints.includes(key >>> 3) ? 0 : LENGTH_DELIMITED;
    if (known !== undefined && (key & 7) === expected) known();
    else reader.skipType(key & 7);
  }
  if (reader.pos !== end) throw new RangeError('a message runs over its end');
}

function endOfMessage(reader: Reader): number {
  const length = reader.uint32();
  return reader.pos + length;
}

function readModel(reader: Reader): ModelSummary {
  const inputs: ValueProto[] = [];
  const outputs: ValueProto[] = [];
  const metadata: [string, string][] = [];
  let hasGraph = false;
  fields(
    reader,
    reader.len,
    {
      7: () => {
        hasGraph = true;
        readGraph(reader, inputs, outputs);
      },
      14: () => push(metadata, readEntry(reader)),
    },
    [],
  );
  if (!hasGraph) throw new TonearmError('bad-model', 'Expected an ONNX model, got bytes without a graph');
  return { inputs, outputs, metadata: Object.fromEntries(metadata) };
}

function readGraph(reader: Reader, inputs: ValueProto[], outputs: ValueProto[]): void {
  const read = {
    11: () => push(inputs, readValue(reader)),
    12: () => push(outputs, readValue(reader)),
  };
  fields(reader, endOfMessage(reader), read, []);
}

function readEntry(reader: Reader): [string, string] {
  const entry: [string, string] = ['', ''];
  const read = {
    1: () => {
      entry[0] = reader.string();
    },
    2: () => {
      entry[1] = reader.string();
    },
  };
  fields(reader, endOfMessage(reader), read, []);
  return entry;
}

function readValue(reader: Reader): ValueProto {
  let name = '';
  let tensor: Omit<ValueProto, 'name'> | undefined;
  const readType = () =>
    fields(
      reader,
      endOfMessage(reader),
      {
        1: () => {
          tensor = readTensorType(reader);
        },
      },
      [],
    );
  const readName = () => {
    name = reader.string();
  };
  fields(reader, endOfMessage(reader), { 1: readName, 2: readType }, []);
  if (tensor === undefined)
    throw new TonearmError('bad-model', `Expected a tensor for ${JSON.stringify(name)}, got another type`);
  return { name, ...tensor };
}

function readTensorType(reader: Reader): Omit<ValueProto, 'name'> {
  const shape: number[] = [];
  let code = 0;
  const readCode = () => {
    code = reader.uint32();
  };
  const readShape = () =>
    fields(reader, endOfMessage(reader), { 1: () => push(shape, readSize(reader)) }, []);
  fields(reader, endOfMessage(reader), { 1: readCode, 2: readShape }, [1]);
  return { type: elementType(code), shape };
}

function readSize(reader: Reader): number {
  let size = -1;
  const read = () => {
    size = Number(reader.int64());
  };
  fields(reader, endOfMessage(reader), { 1: read }, [1]);
  return size;
}

function elementType(code: number): ElementType {
  for (const [type, known] of Object.entries(ELEMENT_TYPES)) if (known === code) return type as ElementType;
  throw new TonearmError('bad-model', `Expected a tensor type that is known here, got type ${code}`);
}

function push<T>(list: T[], item: T): void {
  if (list.length >= MAX_ENTRIES)
    throw new TonearmError('bad-model', `Expected at most ${MAX_ENTRIES} entries, got more`);
  list.push(item);
}
