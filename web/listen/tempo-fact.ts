import type { Tempo } from '../../src/description/description.ts';
import type { DescriptionFact } from '../description/description.tsx';
import { strings } from '../language/en/main.ts';

/** Tempo of an answer, with those that other listeners may tap. */
export function tempoFact(tempo: Tempo | undefined): DescriptionFact {
  const { facts } = strings;
  if (!tempo) return { name: facts.tempo, value: facts.unknown };
  const { beatsPerMinute, alternatives } = tempo;
  return {
    name: facts.tempo,
    value: facts.beats(beatsPerMinute),
    detail: alternatives.length > 0 ? facts.tempoElse(alternatives) : undefined,
  };
}
