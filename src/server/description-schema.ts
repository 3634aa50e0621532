/** HTTP schema of a song's description; see `src/description/description.ts`. */
import { Type } from 'typebox';

const Share = (description: string) => Type.Number({ minimum: 0, maximum: 1, description });

export const DescriptionSchema = Type.Object(
  {
    tempo: Type.Optional(
      Type.Object({
        beatsPerMinute: Type.Number({ exclusiveMinimum: 0 }),
        confidence: Share('That it is right within 4 %.'),
        alternatives: Type.Array(Type.Number(), { description: 'Tempi that other listeners may tap.' }),
      }),
    ),
    beatGrid: Type.Optional(
      Type.Object(
        {
          firstBeatSeconds: Type.Number({ minimum: 0, description: 'From the start of the file.' }),
          beatsPerMinute: Type.Number({ exclusiveMinimum: 0 }),
        },
        { description: 'Where the beats lie evenly from the beginning to the end.' },
      ),
    ),
    key: Type.Optional(
      Type.Object({
        tonic: Type.String({ examples: ['A', 'F#'] }),
        mode: Type.Union([Type.Literal('major'), Type.Literal('minor')]),
        camelot: Type.String({ pattern: '^(1[0-2]|[1-9])[AB]$', examples: ['8A'] }),
        confidence: Share('That tonic and mode are right.'),
      }),
    ),
    energy: Type.Optional(Share('From resting to full of energy.')),
    mood: Type.Optional(
      Type.Object({
        quadrant: Type.Union([
          Type.Literal('happy'),
          Type.Literal('tense'),
          Type.Literal('sad'),
          Type.Literal('calm'),
        ]),
        valence: Share('That a listener calls it positive.'),
        arousal: Share('That a listener calls it aroused.'),
        confidence: Share('That the quadrant is right.'),
        unsure: Type.Boolean({ description: 'True: the quadrant is hard to say, read valence and arousal.' }),
      }),
    ),
    loudness: Type.Optional(
      Type.Object(
        {
          integratedLufs: Type.Optional(
            Type.Number({ description: 'None where all of it is quieter than -70 LUFS.' }),
          ),
          rangeLu: Type.Number({ minimum: 0 }),
          truePeakDb: Type.Number({ description: 'In dB of full scale.' }),
        },
        { description: 'By EBU R 128, of what was heard.' },
      ),
    ),
    voice: Type.Optional(Type.Object({ present: Share('That somebody sings or speaks.') })),
    words: Type.Optional(
      Type.Array(
        Type.Object({
          word: Type.String(),
          kind: Type.Union([
            Type.Literal('genre'),
            Type.Literal('mood'),
            Type.Literal('instrument'),
            Type.Literal('voice'),
            Type.Literal('decade'),
          ]),
          probability: Share('Calibrated.'),
        }),
        { description: 'What listeners would call it, most probable first.' },
      ),
    ),
  },
  { description: 'Each part where it was asked for and is worth telling.' },
);
