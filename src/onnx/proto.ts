/**
 * The part of ONNX's protobuf (onnx.proto, IR version 8) that Tonearm writes and reads, by field number.
 * Hand-written over protobufjs' Reader and Writer because its reflection compiles code at run time, which the
 * page's content security policy forbids.
 */
import type { ElementType, TensorData } from './tensor.ts';

export interface GraphProto {
  readonly nodes: readonly NodeProto[];
  readonly inputs: readonly ValueProto[];
  readonly outputs: readonly ValueProto[];
}

export interface ModelProto extends GraphProto {
  readonly constants: readonly TensorProto[];
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
  | { readonly ints: readonly number[] }
  /** A graph inside the graph, whose nodes may take values of that. */
  | { readonly graph: GraphProto };

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

/** Summary of a model, read without running it. */
export type ModelSummary = Pick<ModelProto, 'inputs' | 'outputs' | 'metadata'>;

/** Codes of the element types. */
export const ELEMENT_TYPES: Readonly<Record<ElementType, number>> = {
  float32: 1,
  uint8: 2,
  int32: 6,
  int64: 7,
  bool: 9,
  float64: 11,
};
