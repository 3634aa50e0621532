/**
 * Stability of a song's answer under what does not change the song: codecs, rates, gain, channels, inserted
 * silence, a little speed. By hand, since it needs songs and ffmpeg:
 *
 *     npm run bench -- invariances FOLDER... [--songs 20] [--rows opus-32,clipped] [--model NAME] [--keep FILE]
 *
 * It takes so many songs, spread evenly over the folders, the next one for one that is too short to be heard; what was
 * asked lies in FILE, so that a run that ended early goes on there. Each row is compared with the answers to the same songs as
 * they are. Where a song lies in a folder of its genre, or of none (`none`), answers that go from right to surely wrong
 * are counted, too.
 */
import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { randomOf } from '../src/dsp/random.ts';
import type { Prediction } from '../src/index.ts';
import { walk } from '../src/jobs/walk.ts';
import { classifyFile, openModel } from '../src/node.ts';
import { encodeWav } from '../test/support/wav.ts';

type Answer = Pick<Prediction, 'genre' | 'unsure' | 'outside' | 'ranking' | 'warnings'>;
/** Answers to a song before and after; undefined if it fails after. */
type Pair = readonly [before: Answer, after: Answer | undefined, song: string];

/** Mono samples and their rate: what an alteration without a codec begins with. */
interface Sound {
  readonly samples: Float32Array;
  readonly rate: number;
}

/** Options of ffmpeg and the ending of its output, or planes that become a wave file of 16 bits. */
type Alteration = readonly [ending: string, ...options: string[]] | ((sound: Sound) => Float32Array[]);

const NONE = 'none of these';
const gain = (decibels: number) => changed((value) => value * 10 ** (decibels / 20));
const speed = (factor: number): Alteration => ['wav', '-af', `aresample=44100,asetrate=${44_100 * factor}`];

const ROWS: Record<string, Alteration> = {
  'mp3-320': ['mp3', '-b:a', '320k', '-ar', '44100'],
  'mp3-128': ['mp3', '-b:a', '128k', '-ar', '44100'],
  'mp3-64': ['mp3', '-b:a', '64k', '-ar', '44100'],
  'aac-128': ['m4a', '-c:a', 'aac', '-b:a', '128k', '-ar', '44100'],
  'opus-96': ['opus', '-b:a', '96k'],
  'opus-32': ['opus', '-b:a', '32k'],
  'vorbis-q4': ['ogg', '-c:a', 'libvorbis', '-q:a', '4', '-ar', '44100'],
  '48-khz': ['wav', '-ar', '48000'],
  '22-khz': ['wav', '-ar', '22050'],
  '16-khz': ['wav', '-ar', '16000'],
  '8-khz': ['wav', '-ar', '8000'],
  mono: ({ samples }) => [samples],
  'gain -10 dB': gain(-10),
  'gain -20 dB': gain(-20),
  'gain -40 dB': gain(-40),
  polarity: changed((value) => -value),
  panned: ({ samples }) => [samples, samples.map((value) => value / 2)],
  swapped: ({ samples }) => [samples.map((value) => value / 2), samples],
  opposite: ({ samples }) => [samples, samples.map((value) => -value)],
  'dc .1': changed((value) => 0.9 * value + 0.1),
  'clipped +6 dB': changed((value, peak) => (value / peak) * 10 ** (6 / 20)),
  'cut .1 s': ({ samples, rate }) => [samples.subarray(Math.round(0.1 * rate))],
  'speed +2 %': speed(1.02),
  'speed -2 %': speed(0.98),
  'silence .5 s before': silence([0], 0.5),
  'silence 3 s within': silence([1 / 2], 3),
  'silence .1 s ten times': silence(tenths(), 0.1),
  'silence .19 s ten times': silence(tenths(), 0.19),
  'noise -70 dB 3 s within': silence([1 / 2], 3, -70),
  'noise -70 dB .19 s ten times': silence(tenths(), 0.19, -70),
};

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    songs: { type: 'string', default: '20' },
    rows: { type: 'string' },
    model: { type: 'string' },
    keep: { type: 'string' },
    smoke: { type: 'boolean' },
  },
});
const { files } = await walk(positionals);
const count = Math.min(Number(values.songs), files.length);
const startOf = (place: number) => Math.floor(((place + 0.5) * files.length) / count);
// Steps of 37, a prime, take songs from all folders even if the run ends early.
const places = Array.from({ length: count }, (_, i) => i).sort(
  (a, b) => ((a * 37) % 1009) - ((b * 37) % 1009),
);
const rows = values.rows?.split(',') ?? Object.keys(ROWS);
const model = await openModel(values.model);
const folder = mkdtempSync(join(tmpdir(), 'tonearm-invariances-'));
const kept = keptIn(values.keep);
const pairs = new Map<string, Pair[]>(rows.map((row) => [row, []]));
for (const [i, place] of places.entries()) {
  for (const [row, pair] of await firstHeard(files.slice(startOf(place), startOf(place + 1))))
    pairs.get(row)?.push(pair);
  if (i % 10 === 9) console.error(`${i + 1} of ${count} songs`);
}
rmSync(folder, { recursive: true });
console.log(
  `${[...pairs.values()][0].length} songs, ${model.info.name} ${model.info.version}. Songs that the model was trained on change less.`,
);
console.log('row                            genre  answer  change: median  largest  surely wrong  warned');
for (const [row, list] of pairs) if (list.length > 0) console.log(lineOf(row, list));
await model.release();

/** Answers to the alterations of the first candidate that can be analysed, row by row. */
async function firstHeard(candidates: readonly string[]): Promise<Iterable<[row: string, Pair]>> {
  for (const song of candidates) {
    const known = kept.get(song) ?? new Map<string, Pair>();
    const missing = rows.filter((row) => !known.has(row));
    for (const [row, pair] of missing.length > 0 ? await asked(song, missing) : []) known.set(row, pair);
    if (known.size > 0) return known;
  }
  return [];
}

/** The song's answer to each of `rows`, beside what it is compared with; none of songs that cannot be heard. */
async function asked(song: string, rows: readonly string[]): Promise<[row: string, Pair][]> {
  const before = await listen(song);
  if (!before) return [];
  const sound = decoded(song);
  // Alterations of samples alone are compared with the decoded samples, so that no codec or resampler counts.
  const plain = await listen(altered(song, sound, ROWS.mono));
  const answers: [string, Pair][] = [];
  for (const row of rows) {
    const base = typeof ROWS[row] === 'function' && row !== 'mono' ? (plain ?? before) : before;
    answers.push([row, [base, await listen(altered(song, sound, ROWS[row])), song]]);
  }
  if (values.keep) appendFileSync(values.keep, `${JSON.stringify([song, answers])}\n`);
  return answers;
}

function keptIn(path: string | undefined): Map<string, Map<string, Pair>> {
  const kept = new Map<string, Map<string, Pair>>();
  if (!path || !existsSync(path)) return kept;
  for (const line of readFileSync(path, 'utf8').split('\n').filter(Boolean)) {
    const [song, answers] = JSON.parse(line);
    kept.set(song, new Map([...(kept.get(song) ?? []), ...answers]));
  }
  return kept;
}

function lineOf(row: string, list: readonly Pair[]): string {
  const share = (holds: (before: Answer, after: Answer, song: string) => boolean) => {
    const count = list.filter(([before, after, song]) => after && holds(before, after, song)).length;
    return count / list.length;
  };
  const changes = list
    .map(([before, after]) => (after ? largestChange(before, after) : 1))
    .sort((a, b) => a - b);
  const wrong = share((before, after, song) => {
    const genre = basename(dirname(song));
    return answerOf(before) === (genre === 'none' ? NONE : genre) && !after.unsure && after.genre !== genre;
  });
  return [
    row.padEnd(30),
    (100 * share((before, after) => before.genre === after.genre)).toFixed(0).padStart(5),
    (100 * share((before, after) => answerOf(before) === answerOf(after))).toFixed(0).padStart(7),
    changes[Math.floor(changes.length / 2)].toFixed(3).padStart(15),
    changes[changes.length - 1].toFixed(3).padStart(8),
    String(Math.round(wrong * list.length)).padStart(13),
    share((_, after) => after.warnings.length > 0)
      .toFixed(2)
      .padStart(7),
  ].join(' ');
}

/** Answer to a file; undefined if it fails. */
async function listen(path: string): Promise<Answer | undefined> {
  const said = await classifyFile(path, model).catch(
    (error) => void console.log(`  ${path}: ${error.message}`),
  );
  if (!said) return undefined;
  const { genre, unsure, outside, ranking, warnings } = said;
  return { genre, unsure, outside, ranking, warnings };
}

function answerOf({ genre, unsure, outside }: Answer): string {
  if (outside) return NONE;
  return unsure ? 'not sure' : genre;
}

function largestChange(before: Answer, after: Answer): number {
  const changes = before.ranking.map(({ genre, probability }) => {
    return Math.abs(probability - after.ranking.find((other) => other.genre === genre)!.probability);
  });
  return Math.max(...changes);
}

function altered(song: string, sound: Sound, alteration: Alteration): string {
  if (typeof alteration === 'function') {
    const path = join(folder, 'altered.wav');
    writeFileSync(path, encodeWav(alteration(sound), { sampleRate: sound.rate, encoding: 'int16' }));
    return path;
  }
  const [ending, ...options] = alteration;
  const path = join(folder, `altered.${ending}`);
  ffmpeg('-y', '-i', song, ...options, path);
  return path;
}

function decoded(song: string): Sound {
  const path = join(folder, 'sound.f32');
  const rate = 44_100;
  ffmpeg('-y', '-i', song, '-ac', '1', '-ar', String(rate), '-f', 'f32le', path);
  return { samples: new Float32Array(new Uint8Array(readFileSync(path)).buffer), rate };
}

function ffmpeg(...options: string[]): void {
  execFileSync('ffmpeg', ['-v', 'error', '-nostdin', ...options]);
}

function changed(change: (value: number, peak: number) => number): Alteration {
  return ({ samples }) => {
    const peak = samples.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
    return [samples.map((value) => change(value, peak))];
  };
}

/** @param decibels of noise that takes the place of silence */
function silence(places: readonly number[], seconds: number, decibels = -Infinity): Alteration {
  return ({ samples, rate }) => {
    const gap = Math.round(seconds * rate);
    const random = randomOf(1);
    const peak = Math.sqrt(3) * 10 ** (decibels / 20);
    const out = new Float32Array(samples.length + gap * places.length).map(() => peak * (2 * random() - 1));
    const ends = [...places.map((place) => Math.floor(place * samples.length)), samples.length];
    let start = 0;
    for (const [i, end] of ends.entries()) {
      out.set(samples.subarray(start, end), start + i * gap);
      start = end;
    }
    return [out];
  };
}

function tenths(): number[] {
  return Array.from({ length: 10 }, (_, i) => (i + 0.5) / 10);
}
