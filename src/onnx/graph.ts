/** A typed graph under construction. Operations are the functions of the `ops-*.ts` files beside it. */
import { encodeModel } from './encode-model.ts';

import type { Attribute, GraphProto, NodeProto } from './proto.ts';
import type { ElementType, Shape, TensorValue } from './tensor.ts';

/** A handle on one value of a graph: what flows along an edge. */
export interface Value {
  readonly graph: Graph;
  readonly name: string;
  readonly type: ElementType;
  /** -1 stands for a size known only when the graph runs. */
  readonly shape: Shape;
}

export interface GraphNode {
  readonly op: string;
  readonly inputs: readonly (Value | undefined)[];
  readonly outputs: readonly Value[];
  readonly attributes: Readonly<Record<string, Attribute>>;
  /** The nodes that a composite stands for: ONNX has none of its name. */
  readonly body?: readonly GraphNode[];
  /** The rule of a composite. */
  readonly gradient?: GradientRule;
}

/** Node with the gradients of its results (undefined for one that the loss does not use), and the requested ones. */
export interface BackwardNode extends GraphNode {
  readonly gradients: readonly (Value | undefined)[];
  /** Whether anybody needs the gradient of this input. */
  wanted(index: number): boolean;
}

/** The gradient of each input, in order; undefined where there is none. */
export type GradientRule = (node: BackwardNode) => (Value | undefined)[];

export class Graph {
  readonly nodes: GraphNode[] = [];
  readonly inputs: Value[] = [];
  readonly outputs: Value[] = [];
  /** Constants by the value's name. */
  readonly constants = new Map<string, TensorValue>();
  readonly metadata: Record<string, string> = {};
  readonly #names = new Set<string>();
  readonly #smallConstants = new Map<string, Value>();

  /** Adds an input that is fed at each run; -1 in `shape` stands for a size that may vary. */
  input(name: string, type: ElementType, shape: Shape): Value {
    const value = this.#value(this.#claim(name), type, shape);
    this.inputs.push(value);
    return value;
  }

  /** Adds a constant, stored in the file. Equal small constants are stored once. */
  constant(tensor: TensorValue): Value {
    const key = tensor.data.length <= 8 ? `${tensor.type}[${tensor.shape}]${tensor.data.join()}` : undefined;
    const known = key === undefined ? undefined : this.#smallConstants.get(key);
    if (known !== undefined) return known;
    const value = this.#value(this.#freshName('constant'), tensor.type, tensor.shape);
    this.constants.set(value.name, tensor);
    if (key !== undefined) this.#smallConstants.set(key, value);
    return value;
  }

  /** Adds one ONNX node; `outputs` gives type and shape of each result. */
  node(
    op: string,
    inputs: readonly (Value | undefined)[],
    outputs: readonly { readonly type: ElementType; readonly shape: Shape }[],
    attributes: Readonly<Record<string, Attribute>> = {},
  ): Value[] {
    for (const input of inputs) this.#own(input);
    const values = outputs.map(({ type, shape }) => this.#value(this.#freshName(op), type, shape));
    this.nodes.push({ op, inputs, outputs: values, attributes });
    return values;
  }

  /** Adds the nodes that `build` makes as one, with a gradient rule of its own. */
  composite(
    op: string,
    inputs: readonly Value[],
    build: () => { readonly outputs: readonly Value[]; readonly gradient: GradientRule },
  ): readonly Value[] {
    const start = this.nodes.length;
    const { outputs, gradient } = build();
    const body = this.nodes.splice(start);
    this.nodes.push({ op, inputs, outputs, attributes: {}, body, gradient });
    return outputs;
  }

  /**
   * The nodes that `build` makes, as a graph for an attribute of a node. They may take values of this graph; all
   * results are of theirs.
   */
  subgraph(
    inputs: readonly { readonly type: ElementType; readonly shape: Shape }[],
    build: (inputs: readonly Value[]) => readonly Value[],
  ): GraphProto & { readonly outputs: readonly Value[] } {
    const start = this.nodes.length;
    const values = inputs.map(({ type, shape }) => this.#value(this.#freshName('item'), type, shape));
    // A graph gives each of its results once.
    const outputs = build(values).map((value, i, all) => {
      return all.indexOf(value) === i ? value : this.node('Identity', [value], [value])[0];
    });
    return { nodes: this.nodes.splice(start).map(toProto), inputs: values, outputs };
  }

  /** Makes `value` a result of the graph under `name`. */
  output(name: string, value: Value): void {
    this.#own(value);
    const named = this.#value(this.#claim(name), value.type, value.shape);
    this.nodes.push({ op: 'Identity', inputs: [value], outputs: [named], attributes: {} });
    this.outputs.push(named);
  }

  /** The bytes of an `.onnx` file (opset 18); what no output needs is left out. */
  toBytes(): Uint8Array {
    const { nodes, used } = this.#live();
    return encodeModel({
      nodes,
      constants: [...this.constants]
        .filter(([name]) => used.has(name))
        .map(([name, tensor]) => ({ name, ...tensor })),
      inputs: this.inputs,
      outputs: this.outputs,
      metadata: this.metadata,
    });
  }

  #live() {
    const used = new Set(this.outputs.map(({ name }) => name));
    const nodes = this.nodes
      .flatMap((node) => node.body ?? node)
      .map(toProto)
      .reverse()
      .filter((node) => {
        if (!node.outputs.some((name) => used.has(name))) return false;
        for (const name of namesTakenBy(node)) used.add(name);
        return true;
      });
    return { nodes: nodes.reverse(), used };
  }

  #value(name: string, type: ElementType, shape: Shape): Value {
    return { graph: this, name, type, shape };
  }

  #own(value: Value | undefined): void {
    if (value !== undefined && value.graph !== this) {
      throw new TypeError(`Expected a value of this graph, got ${value.name} of another`);
    }
  }

  #claim(name: string): string {
    if (name === '' || this.#names.has(name))
      throw new TypeError(`Expected a new name, got ${JSON.stringify(name)}`);
    this.#names.add(name);
    return name;
  }

  #freshName(stem: string): string {
    return this.#claim(`${stem}_${this.#names.size}`);
  }
}

function toProto({ op, inputs, outputs, attributes }: GraphNode): NodeProto {
  return {
    op,
    inputs: inputs.map((input) => input?.name ?? ''),
    outputs: outputs.map(({ name }) => name),
    attributes,
  };
}

function namesTakenBy({ inputs, attributes }: NodeProto): string[] {
  const inner = Object.values(attributes).flatMap((attribute) => {
    return 'graph' in attribute ? attribute.graph.nodes.flatMap(namesTakenBy) : [];
  });
  return [...inputs, ...inner];
}
