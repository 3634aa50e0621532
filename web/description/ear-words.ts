import { strings } from '../strings.ts';

/** Words of the description model (`models/description.onnx`), of earlier versions, too. */
export const EAR_WORDS: readonly string[] = [
  ...['rock', 'pop', 'jazz', 'metal', 'electronic', 'dance', 'blues', 'country', 'hip-hop'],
  ...['sad', 'instrumental'],
];

/** The ear's word for one that was typed as the page says it; whatever else was typed stays. */
export function earWordOf(typed: string): string {
  const text = typed.toLowerCase();
  return EAR_WORDS.find((word) => strings.sound.word(word).toLowerCase() === text) ?? typed;
}
