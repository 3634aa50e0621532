import { Writer } from 'protobufjs/minimal.js';
import {
  type Attribute,
  ELEMENT_TYPES,
  type GraphProto,
  type ModelProto,
  type NodeProto,
  type TensorProto,
  type ValueProto,
} from './proto.ts';

const IR_VERSION = 8;
const OPSET_VERSION = 18;
const ATTRIBUTE_FLOAT = 1;
const ATTRIBUTE_INT = 2;
const ATTRIBUTE_STRING = 3;
const ATTRIBUTE_GRAPH = 5;
const ATTRIBUTE_INTS = 7;
const LENGTH_DELIMITED = 2;

/** The bytes of an `.onnx` file. */
export function encodeModel(model: ModelProto): Uint8Array {
  const writer = Writer.create();
  integer(writer, 1, IR_VERSION);
  text(writer, 2, 'tonearm');
  message(writer, 7, () => writeGraph(writer, model, model.constants));
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

function writeGraph(writer: Writer, graph: GraphProto, constants: readonly TensorProto[]): void {
  for (const node of graph.nodes) message(writer, 1, () => writeNode(writer, node));
  text(writer, 2, 'tonearm');
  for (const constant of constants) message(writer, 5, () => writeTensor(writer, constant));
  for (const input of graph.inputs) message(writer, 11, () => writeValue(writer, input));
  for (const output of graph.outputs) message(writer, 12, () => writeValue(writer, output));
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
  } else if ('graph' in attribute) {
    message(writer, 6, () => writeGraph(writer, attribute.graph, []));
    integer(writer, 20, ATTRIBUTE_GRAPH);
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
