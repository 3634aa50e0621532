/** Presets of all classifiers, among them the known systems of this field with their exact layers. */
import { SONG_CUT, SONG_PASSAGES } from '../../analysis/song-vector.ts';
import { ear, earVgg } from '../../features/ear.ts';
import { librosa57 } from '../../features/librosa-57.ts';
import { librosa498 } from '../../features/librosa-498.ts';
import { mfccLogCov } from '../../features/log-covariance.ts';
import type { Recipe } from '../../features/recipe.ts';
import { logMel, mfccSequence, mfccSequence40 } from '../../features/sequences.ts';
import {
  type ConvolutionalShape,
  convolutionalNetwork,
  denseNetwork,
  lstmNetwork,
} from '../../models/networks.ts';
import { constantSchedule, cosineSchedule } from '../../onnx/optimiser.ts';
import { fitEmbeddingScaler } from './fit-scaler.ts';
import { classifierPreset } from './learn.ts';
import { ensembleLearner } from './learn-ensemble.ts';
import { discriminantLearner } from './learn-linear.ts';
import { neighbourLearner } from './learn-neighbours.ts';
import { type NetworkTraining, networkLearner } from './learn-network.ts';
import { svmLearner } from './learn-svm.ts';
import type { Preset } from './preset.ts';

/** Segmentation into half minutes. */
const WHOLE = { seconds: 30, hopSeconds: 15 };
/** Input that every scan computes: training after a scan decodes nothing. */
const DESCRIBED = { recipes: [ear, earVgg], segments: SONG_CUT, passages: SONG_PASSAGES };
/** Segmentation into three seconds, for networks on sequences. */
const PIECES = { seconds: 3, hopSeconds: 3 };
/** Frames of three seconds at 22,050 Hz and a hop of 512. */
const PIECE_FRAMES = 130;

export const svmPreset = classifierPreset({
  name: 'svm',
  description: 'Support vector machine with a radial kernel on librosa statistics and MFCC covariance.',
  recipes: [librosa57, mfccLogCov],
  segments: WHOLE,
  learn: svmLearner({ costs: [1, 5, 20] }),
});

export const linearPreset = classifierPreset({
  name: 'linear',
  description: 'Shrinkage discriminant analysis on MFCC mean and covariance: trains in a blink.',
  recipes: [mfccLogCov],
  segments: WHOLE,
  learn: discriminantLearner(),
});

export const earLinear = classifierPreset({
  name: 'ear-linear',
  description: 'Shrinkage discriminant analysis on the pretrained ear: good from ten songs a genre.',
  ...DESCRIBED,
  learn: discriminantLearner(fitEmbeddingScaler),
});

export const earSvm = classifierPreset({
  name: 'ear-svm',
  description: 'Support vector machine with a radial kernel on the pretrained ear.',
  ...DESCRIBED,
  learn: svmLearner({ costs: [1, 5, 20], fitScaler: fitEmbeddingScaler }),
});

export const earKnn = classifierPreset({
  name: 'ear-knn',
  description: 'The ten nearest half minutes by the pretrained ear have one vote each.',
  ...DESCRIBED,
  learn: neighbourLearner(10),
});

export const dense57 = densePreset('dense-57', librosa57, [100, 64, 32], 0.2);
export const dense57Deep = densePreset('dense-57-deep', librosa57, [512, 256, 128, 64], 0.2);
export const dense498 = densePreset('dense-498', librosa498, [300, 200], 0.2);

export const lstmMfcc = lstmPreset('lstm-mfcc', mfccSequence);
export const lstmMfcc40 = lstmPreset('lstm-mfcc-40', mfccSequence40);

export const cnnMfcc = convolutionalPreset(
  'cnn-mfcc',
  'Three convolutions (32, 128, 128) on MFCC of three seconds, their average, a dense layer of 512.',
  mfccSequence,
  {
    blocks: [
      { channels: 32, kernel: [3, 3], pool: [2, 2] },
      { channels: 128, kernel: [3, 3], pool: [2, 2] },
      { channels: 128, kernel: [3, 3], pool: [1, 2] },
    ],
    head: 'average',
    dense: [512],
    dropout: 0.3,
  },
);

export const cnnMel = convolutionalPreset(
  'cnn-mel',
  'Four convolutions and two dense layers, after AlexNet, on the log-mel picture of three seconds.',
  logMel,
  {
    blocks: [
      { channels: 16, kernel: [5, 5], pool: [2, 2] },
      { channels: 32, kernel: [3, 3], pool: [2, 2] },
      { channels: 64, kernel: [3, 3], pool: [4, 4] },
      { channels: 64, kernel: [3, 3], pool: [2, 2] },
    ],
    head: 'flatten',
    dense: [128, 64],
    dropout: 0.4,
  },
);

export const ensemble = classifierPreset({
  name: 'ensemble',
  description:
    'Support vector machine, discriminant analysis and a dense network, weighed by held-out songs.',
  recipes: [librosa57, mfccLogCov],
  segments: WHOLE,
  learn: ensembleLearner([
    { name: 'svm', learn: svmLearner({ costs: [5] }), recipes: [0, 1] },
    { name: 'linear', learn: discriminantLearner(), recipes: [1] },
    { name: 'dense', learn: networkLearner(denseTraining([100, 64, 32], 0.2)), recipes: [0] },
  ]),
});

function densePreset(name: string, recipe: Recipe, units: readonly number[], dropout: number): Preset {
  return classifierPreset({
    name,
    description: `Dense layers of ${units.join(', ')} on the ${recipe.columns.length} columns of ${recipe.name}.`,
    recipes: [recipe],
    segments: WHOLE,
    augmentations: ['mixup'],
    learn: networkLearner(denseTraining(units, dropout)),
  });
}

function denseTraining(units: readonly number[], dropout: number): NetworkTraining {
  return {
    network: (genres) => denseNetwork(units, dropout, genres),
    epochs: 200,
    batch: 32,
    rate: 1e-3,
    schedule: constantSchedule(),
    weightDecay: 1e-4,
    patience: 20,
  };
}

function lstmPreset(name: string, recipe: Recipe): Preset {
  return classifierPreset({
    name,
    description: `Three LSTM layers of 64 and a dense layer on ${recipe.columns.length} MFCC of three seconds.`,
    recipes: [recipe],
    segments: PIECES,
    frames: PIECE_FRAMES,
    augmentations: ['masks', 'mixup'],
    learn: networkLearner({
      network: (genres) => lstmNetwork([64, 64, 64], 64, 0.3, genres),
      epochs: 30,
      batch: 64,
      threads: 2,
      rate: 1e-3,
      schedule: constantSchedule(),
      weightDecay: 1e-4,
      patience: 5,
    }),
  });
}

function convolutionalPreset(
  name: string,
  description: string,
  recipe: Recipe,
  shape: ConvolutionalShape,
): Preset {
  return classifierPreset({
    name,
    description,
    recipes: [recipe],
    segments: PIECES,
    frames: PIECE_FRAMES,
    augmentations: ['masks', 'mixup'],
    learn: networkLearner({
      network: (genres) => convolutionalNetwork(shape, genres),
      epochs: 20,
      batch: 32,
      threads: 2,
      rate: 2e-3,
      schedule: cosineSchedule(0.1),
      weightDecay: 1e-2,
      patience: 5,
    }),
  });
}
