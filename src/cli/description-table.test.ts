import { expect, test } from 'vitest';
import { parseCsv } from '../csv.ts';
import { descriptionLines, descriptionRows } from './description-table.ts';

const SONGS = [
  {
    path: 'songs/jazz/a, b.mp3',
    durationSeconds: 61.5,
    description: {
      key: { tonic: 'A', mode: 'minor', camelot: '8A', confidence: 0.9 } as const,
      mood: { quadrant: 'calm', valence: 0.6, arousal: 0.2, confidence: 0.5, unsure: true } as const,
      energy: 0.25,
      words: [
        { word: 'jazz', kind: 'genre', probability: 0.9 } as const,
        { word: 'sad', kind: 'mood', probability: 0.7 } as const,
      ],
    },
  },
];

test('a described song is a row: what is not known is empty, an unsure mood is none', () => {
  const text = [...descriptionRows(SONGS)].join('\n');
  const { columns, rows } = parseCsv(new TextEncoder().encode(text));
  const cell = (name: string) => rows[0].cells[columns.indexOf(name)];
  expect(columns.slice(0, 3)).toEqual(['filename', 'seconds', 'beatsPerMinute']);
  expect(['filename', 'seconds', 'key', 'camelot', 'energy', 'label'].map(cell)).toEqual([
    'a, b.mp3',
    '61.5',
    'A minor',
    '8A',
    '0.25',
    'jazz',
  ]);
  expect([cell('beatsPerMinute'), cell('mood'), cell('words')]).toEqual(['', '', 'jazz, sad']);
});

test('as JSON it is the description as classify tells it', () => {
  const [line] = descriptionLines(SONGS);
  const { path: file, ...song } = SONGS[0];
  expect(JSON.parse(line)).toEqual({ file, ...song });
});
