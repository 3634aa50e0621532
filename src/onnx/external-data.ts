/** Checks that an untrusted model does not make the runtime open files beside it, anywhere in the model. */
import { Reader } from 'protobufjs/minimal.js';
import { TonearmError } from '../errors.ts';

/** A message of onnx.proto: what follows each field that may lead to a tensor, by number. */
interface Message {
  readonly [field: number]: () => Message;
}

const MODEL: Message = { 7: () => GRAPH, 20: () => TRAINING, 25: () => FUNCTION };
const TRAINING: Message = { 1: () => GRAPH, 2: () => GRAPH };
const FUNCTION: Message = { 7: () => NODE, 11: () => ATTRIBUTE };
const GRAPH: Message = { 1: () => NODE, 5: () => TENSOR, 15: () => SPARSE_TENSOR };
const NODE: Message = { 5: () => ATTRIBUTE };
const ATTRIBUTE: Message = {
  5: () => TENSOR,
  6: () => GRAPH,
  10: () => TENSOR,
  11: () => GRAPH,
  22: () => SPARSE_TENSOR,
  23: () => SPARSE_TENSOR,
};
const SPARSE_TENSOR: Message = { 1: () => TENSOR, 2: () => TENSOR };
const TENSOR: Message = {};

/** Fields of a tensor: where its data lies, and whether that is elsewhere. */
const EXTERNAL_DATA = 13;
const DATA_LOCATION = 14;
const LENGTH_DELIMITED = 2;
/** Maximum nesting, that of the runtime's own reader. */
const MAX_DEPTH = 100;
/** Signature of the runtime's own format, which is refused. */
const RUNTIME_FORMAT = { at: 4, mark: 'ORTM' };

/**
 * @throws bad-model where any tensor of the model (of subgraphs, functions, attributes, training, sparse ones too) lies
 * in another file, RangeError or Error where the bytes read as no model.
 */
export function refuseExternalData(bytes: Uint8Array): void {
  const { at, mark } = RUNTIME_FORMAT;
  if (String.fromCharCode(...bytes.subarray(at, at + mark.length)) === mark)
    throw new TonearmError('bad-model', "Expected an ONNX model, got one in the runtime's own format");
  const reader = Reader.create(bytes);
  walk(reader, reader.len, MODEL, 0);
}

function walk(reader: Reader, end: number, message: Message, depth: number): void {
  if (depth > MAX_DEPTH)
    throw new TonearmError('bad-model', `Expected graphs within ${MAX_DEPTH} others at most, got more`);
  while (reader.pos < end) {
    const key = reader.uint32();
    const [field, wireType] = [key >>> 3, key & 7];
    if (message === TENSOR) refuseElsewhere(reader, field, wireType);
    const inner = message[field];
    if (inner !== undefined && wireType === LENGTH_DELIMITED) {
      const length = reader.uint32();
      walk(reader, reader.pos + length, inner(), depth + 1);
    } else {
      reader.skipType(wireType);
    }
  }
  if (reader.pos !== end) throw new RangeError('a message runs over its end');
}

/** Looks at a field of a tensor without reading on. */
function refuseElsewhere(reader: Reader, field: number, wireType: number): void {
  if (field !== EXTERNAL_DATA && field !== DATA_LOCATION) return;
  const start = reader.pos;
  const isElsewhere = field === EXTERNAL_DATA || (wireType === 0 && reader.uint32() !== 0);
  reader.pos = start;
  if (isElsewhere)
    throw new TonearmError('bad-model', 'Expected weights in the model file, got external data');
}
