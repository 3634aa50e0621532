/**
 * The part of ONNX's protobuf (onnx.proto, IR version 8) that Tonearm writes and reads, by field number.
 * Hand-written over protobufjs' Reader and Writer because its reflection compiles code at run time, which the
 * page's content security policy forbids.
 */
import { Reader, Writer } from 'protobufjs/minimal.js';
import { hasCode, TonearmError } from '../errors.ts';
import { refuseForeignData } from './foreign-data.ts';
import type { ElementType, TensorData } from './tensor.ts';

export interface ModelProto {
  readonly nodes: readonly NodeProto[];
  readonly constants: readonly TensorProto[];
  readonly inputs: readonly ValueProto[];
  readonly outputs: readonly ValueProto[];
  readonly metadata: Readonly<Record<string, string>>;
}

export interface NodeProto {
  readonly op: string;
  /** Empty for an optional input that is left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

/** A number is written as int64 where `int` says so, since 1.0 and 1 look alike here. */
export type Attribute =
  | { readonly int: number }
  | { readonly float: number }
  | { readonly string: string }
  | { readonly ints: readonly number[] };

export interface TensorProto {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly number[];
  readonly data: TensorData;
}

/** A graph's input or output; -1 stands for a dimension known only when it runs. */
export interface ValueProto {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly number[];
}

/** What can be said of a model without running it. */
export type ModelSummary = Pick<ModelProto, 'inputs' | 'outputs' | 'metadata'>;

const IR_VERSION = 8;
const OPSET_VERSION = 18;
const ELEMENT_TYPES: Readonly<Record<ElementType, number>> = {
  float32: 1,
  uint8: 2,
  int32: 6,
  int64: 7,
  bool: 9,
  float64: 11,
};
const ATTRIBUTE_FLOAT = 1;
const ATTRIBUTE_INT = 2;
const ATTRIBUTE_STRING = 3;
const ATTRIBUTE_INTS = 7;
const LENGTH_DELIMITED = 2;
const MAX_ENTRIES = 1000;

/** The bytes of an `.onnx` file. */
export function encodeModel(model: ModelProto): Uint8Array {
  const writer = Writer.create();
  integer(writer, 1, IR_VERSION);
  text(writer, 2, 'tonearm');
  message(writer, 7, () => writeGraph(writer, model));
  message(writer, 8, () => {
    text(writer, 1, '');
    integer(writer, 2, OPSET_VERSION);
  });
  for (const [key, value] of Object.entries(model.metadata)) {
    message(writer, 14, () => {
      text(writer, 1, key);
      text(writer, 2, value);
    });
  }
  return writer.finish();
}

/**
 * Inputs, outputs and metadata of an `.onnx` file; the nodes are passed over.
 *
 * @throws bad-model where the bytes are no ONNX model, or one whose weights lie in other files.
 */
export function decodeSummary(bytes: Uint8Array): ModelSummary {
  try {
    refuseForeignData(bytes);
    return readModel(Reader.create(bytes));
  } catch (cause) {
    if (hasCode(cause, 'bad-model')) throw cause;
    throw new TonearmError('bad-model', 'Expected an ONNX model, got bytes that do not read as one', {
      cause,
    });
  }
}

function writeGraph(writer: Writer, model: ModelProto): void {
  for (const node of model.nodes) message(writer, 1, () => writeNode(writer, node));
  text(writer, 2, 'tonearm');
  for (const constant of model.constants) message(writer, 5, () => writeTensor(writer, constant));
  for (const input of model.inputs) message(writer, 11, () => writeValue(writer, input));
  for (const output of model.outputs) message(writer, 12, () => writeValue(writer, output));
}

function writeNode(writer: Writer, node: NodeProto): void {
  for (const input of node.inputs) text(writer, 1, input);
  for (const output of node.outputs) text(writer, 2, output);
  text(writer, 4, node.op);
  for (const [name, attribute] of Object.entries(node.attributes)) {
    message(writer, 5, () => writeAttribute(writer, name, attribute));
  }
}

function writeAttribute(writer: Writer, name: string, attribute: Attribute): void {
  text(writer, 1, name);
  if ('float' in attribute) {
    writer.uint32(tag(2, 5)).float(attribute.float);
    integer(writer, 20, ATTRIBUTE_FLOAT);
  } else if ('int' in attribute) {
    integer(writer, 3, attribute.int);
    integer(writer, 20, ATTRIBUTE_INT);
  } else if ('string' in attribute) {
    text(writer, 4, attribute.string);
    integer(writer, 20, ATTRIBUTE_STRING);
  } else {
    for (const value of attribute.ints) integer(writer, 8, value);
    integer(writer, 20, ATTRIBUTE_INTS);
  }
}

function writeTensor(writer: Writer, tensor: TensorProto): void {
  for (const size of tensor.shape) integer(writer, 1, size);
  integer(writer, 2, ELEMENT_TYPES[tensor.type]);
  text(writer, 8, tensor.name);
  const { buffer, byteOffset, byteLength } = tensor.data;
  writer.uint32(tag(9, LENGTH_DELIMITED)).bytes(new Uint8Array(buffer, byteOffset, byteLength));
}

function writeValue(writer: Writer, value: ValueProto): void {
  text(writer, 1, value.name);
  message(writer, 2, () =>
    message(writer, 1, () => {
      integer(writer, 1, ELEMENT_TYPES[value.type]);
      message(writer, 2, () => writeShape(writer, value.shape));
    }),
  );
}

function writeShape(writer: Writer, shape: readonly number[]): void {
  for (const size of shape) {
    message(writer, 1, () => {
      if (size >= 0) integer(writer, 1, size);
    });
  }
}

function message(writer: Writer, field: number, write: () => void): void {
  writer.uint32(tag(field, LENGTH_DELIMITED)).fork();
  write();
  writer.ldelim();
}

function text(writer: Writer, field: number, value: string): void {
  writer.uint32(tag(field, LENGTH_DELIMITED)).string(value);
}

function integer(writer: Writer, field: number, value: number): void {
  writer.uint32(tag(field, 0)).int64(value);
}

function tag(field: number, wireType: number): number {
  return ((field << 3) | wireType) >>> 0;
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
