/**
 * Whether everything that is in files of others is heard, with ffmpeg (which must be installed) as the judge. By hand:
 *
 *     npm run bench -- public-files FOLDER...
 *
 * For the folders, unpack what packages bring for their own tests, such as the source distributions of mutagen,
 * tinytag, audioread and pydub, the npm package audio-lena, and Debian's sound-theme-freedesktop and alsa-utils.
 */
import { spawnSync } from 'node:child_process';
import { openAudio } from '../src/audio/decode.ts';
import { reportError } from '../src/errors.ts';
import { fileSource } from '../src/jobs/file-source.ts';
import { walk } from '../src/jobs/walk.ts';
import { positional } from './support/arguments.ts';

/** Outcome of one program for a file: its seconds, or the reason of the failure. */
interface Outcome {
  readonly seconds?: number;
  readonly error?: string;
  readonly warnings: readonly string[];
}

/** Longer than a packet of any codec: 4,096 samples at 44.1 kHz. */
const PACKET_SECONDS = 0.093;
const JUDGE_RATE = 48_000;
const MAX_SECONDS = 600;
const MAX_BYTES = MAX_SECONDS * JUDGE_RATE * 4;

const { files } = await walk(positional, { includeHidden: true });
const counts = new Map<string, number>();
for (const path of files) {
  const [ours, judge] = [await listen(path), judged(path)];
  const verdict = verdictOn(ours, judge);
  counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  if (!verdict.startsWith('same') && !verdict.startsWith('neither')) {
    const [a, b] = [ours, judge].map(({ seconds, error }) => seconds?.toFixed(3) ?? error);
    console.log(`${verdict}: ${path}\n  ours ${a} ${ours.warnings.join(', ')}, ffmpeg ${b}`);
  }
}
console.log(`\n${files.length} files`);
for (const [verdict, count] of [...counts].toSorted())
  console.log(`  ${String(count).padStart(4)} ${verdict}`);

async function listen(path: string): Promise<Outcome> {
  const warnings: string[] = [];
  let source: Awaited<ReturnType<typeof fileSource>> | undefined;
  try {
    source = await fileSource(path);
    const audio = await openAudio(source, { maxSeconds: MAX_SECONDS });
    let samples = 0;
    for await (const chunk of audio.chunks) samples += chunk.length;
    warnings.push(...audio.warnings.map(({ code }) => code));
    return { seconds: samples / audio.sampleRate, warnings };
  } catch (error) {
    const { code, message } = reportError(error);
    return { error: `${code}: ${message}`, warnings };
  } finally {
    await source?.close();
  }
}

/** All that ffmpeg decodes of the first track of sound. */
function judged(path: string): Outcome {
  const args = [
    '-v',
    'error',
    '-nostdin',
    '-i',
    path,
    '-map',
    '0:a:0',
    '-ac',
    '1',
    '-ar',
    String(JUDGE_RATE),
  ];
  const { stdout } = spawnSync('ffmpeg', [...args, '-f', 'f32le', '-'], { maxBuffer: MAX_BYTES });
  const seconds = stdout.length / 4 / JUDGE_RATE;
  return seconds > 0 ? { seconds, warnings: [] } : { error: 'nothing', warnings: [] };
}

function verdictOn(ours: Outcome, judge: Outcome): string {
  if (ours.seconds === undefined) {
    if (judge.seconds === undefined) return 'neither hears it';
    return `refused, ${ours.error?.split(':')[0]}`;
  }
  if (judge.seconds === undefined) return 'ffmpeg hears nothing';
  if (Math.abs(ours.seconds - judge.seconds) <= PACKET_SECONDS) return 'same length';
  return ours.warnings.length > 0 ? 'another length, with a warning' : 'another length, without a word';
}
