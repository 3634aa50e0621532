/** Published network architectures of the field, layer by layer. */
import type { Value } from '../onnx/graph.ts';
import { relu } from '../onnx/ops-math.ts';
import { flatten, globalAveragePool, lastStep, maxPool2d } from '../onnx/ops-nn.ts';
import { reshape, transpose } from '../onnx/ops-shape.ts';
import type { Network } from './layers.ts';

/** Fully connected layers of these sizes, each with relu and then dropout; x [batch, columns]. */
export function denseNetwork(units: readonly number[], dropout: number, genres: number): Network {
  return (layers, [x]) => {
    const hidden = units.reduce((h, size, i) => {
      return layers.dropout(relu(layers.dense(`dense${i}`, h, size)), dropout);
    }, x);
    return layers.dense('scores', hidden, genres);
  };
}

/** Stacked LSTM layers, a dense layer on the last step; x [batch, frames, coefficients]. */
export function lstmNetwork(
  hidden: readonly number[],
  units: number,
  dropout: number,
  genres: number,
): Network {
  return (layers, [x]) => {
    const states = hidden.reduce((h, size, i) => layers.lstm(`lstm${i}`, h, size), transpose(x, [1, 0, 2]));
    const dense = relu(layers.dense('dense', lastStep(states), units));
    return layers.dense('scores', layers.dropout(dense, dropout), genres);
  };
}

export interface ConvolutionalShape {
  /** Convolutional blocks: convolution, normalisation, pooling, relu. */
  readonly blocks: readonly {
    readonly channels: number;
    readonly kernel: [number, number];
    readonly pool: [number, number];
  }[];
  /** Layer between the spectrogram and the dense layers. */
  readonly head: 'average' | 'flatten';
  readonly dense: readonly number[];
  readonly dropout: number;
}

/** Convolutional blocks, then dense layers; x [batch, frames, bands]. */
export function convolutionalNetwork(shape: ConvolutionalShape, genres: number): Network {
  return (layers, [x]) => {
    const picture = shape.blocks.reduce<Value>((h, { channels, kernel, pool }, i) => {
      const normal = layers.batchNorm(`norm${i}`, layers.conv(`conv${i}`, h, channels, kernel, false));
      // The same as pooling after relu, on a fraction of the numbers.
      return relu(maxPool2d(normal, pool));
    }, asPicture(x));
    const features = shape.head === 'average' ? globalAveragePool(picture) : flatten(picture);
    const hidden = shape.dense.reduce((h, size, i) => {
      return layers.dropout(relu(layers.dense(`dense${i}`, h, size)), shape.dropout);
    }, features);
    return layers.dense('scores', hidden, genres);
  };
}

/** [batch, frames, bands] to [batch, 1, bands, frames]. */
function asPicture(x: Value): Value {
  const [, frames, bands] = x.shape;
  return reshape(transpose(x, [0, 2, 1]), [-1, 1, bands, frames]);
}
