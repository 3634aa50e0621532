import { descriptionModel } from '../description/description-model.ts';
import { pretrainedEar } from '../models/ear.ts';
import { readNetwork } from './shipped-models.ts';

/** Pretrained embedding networks of this process. */
export const shippedEar = pretrainedEar(readNetwork);

/** Shipped description model (mood and words) of this process. */
export const shippedDescription = descriptionModel(() => readNetwork('description.onnx'));
