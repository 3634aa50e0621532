import { strings } from '../language/en/main.ts';

/** Words of the description model (`models/description.onnx`), of earlier versions, too. */
export const EAR_WORDS: readonly string[] = [
  ...['rock', 'pop', 'jazz', 'metal', 'electronic', 'dance', 'blues', 'country', 'hip-hop'],
  ...['sad', 'instrumental'],
];

/** Word of the model for one typed in the page's language; other words are unchanged. */
export function earWordOf(typed: string): string {
  const text = typed.toLowerCase();
  return EAR_WORDS.find((word) => strings.sound.word(word).toLowerCase() === text) ?? typed;
}
