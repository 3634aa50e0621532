/**
 * Accuracy and speed of the resampler, beside SoX (`rate -v`) if it is installed; speed of each decoder,
 * beside ffmpeg, which also makes the four minutes of each format. Times are of the processor, so that other
 * work matters less.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bytesSource } from '../src/audio/byte-source.ts';
import { openAudio } from '../src/audio/decode.ts';
import { resample } from '../src/audio/resample.ts';
import { SAMPLE_RATE } from '../src/audio/samples.ts';
import { referenceSignal, SIGNAL_RATE } from '../test/support/signal.ts';
import { encodeWav } from '../test/support/wav.ts';
import { sized } from './support/arguments.ts';
import { compare, processorMs, type Row } from './support/contest.ts';
import { ffmpegDecoding, isInstalled } from './support/peers.ts';

type Resample = (samples: Float32Array, fromRate: number, toRate: number) => Float32Array;

const RUNS = sized(5, 1);
const SPEED_SECONDS = sized(120, 1);
const SONG_SECONDS = sized(240, 2);
const EDGE = 4_000;
const RATES = sized([44_100, 48_000, 96_000, 32_000, 44_099, 11_025], [44_100]);
/** Format to what ffmpeg is told. */
const FORMATS: Record<string, string[]> = {
  'song.wav': ['-c:a', 'pcm_s16le'],
  'song.flac': ['-c:a', 'flac'],
  'song.mp3': ['-c:a', 'libmp3lame', '-b:a', '128k'],
  'song.ogg': ['-c:a', 'libvorbis', '-q:a', '4'],
  'song.opus': ['-c:a', 'libopus', '-b:a', '96k'],
  'song.webm': ['-c:a', 'libopus', '-b:a', '96k'],
  'song.m4a': ['-c:a', 'aac', '-b:a', '128k'],
};

const folder = mkdtempSync(path.join(tmpdir(), 'tonearm-bench-'));
try {
  compareResamplers();
  await timeFormats();
} finally {
  rmSync(folder, { recursive: true });
}

function compareResamplers(): void {
  const hasSox = isInstalled('sox');
  const rows = RATES.flatMap((rate) => {
    const ours = {
      resampler: 'tonearm',
      rate,
      ...quality(resample, rate),
      speed: resampleSpeed(resample, rate),
    };
    return hasSox
      ? [ours, { resampler: 'sox rate -v', rate, ...quality(sox, rate), speed: resampleSpeed(sox, rate) }]
      : [ours];
  });
  console.log(
    `To ${SAMPLE_RATE} Hz, mono; decibels; passband to 0.9 of the lower Nyquist frequency; times real time:`,
  );
  console.table(rows);
}

function quality(convert: Resample, rate: number): Record<string, string> {
  const lowerNyquist = Math.min(rate, SAMPLE_RATE) / 2;
  const kept = [0.01, 0.1, 0.3, 0.5, 0.7, 0.8, 0.9].map((share) =>
    sineResult(convert, rate, share * lowerNyquist),
  );
  const ripple = Math.max(...kept.map(({ gain }) => Math.abs(gain)));
  const noise = Math.max(...kept.map(({ error }) => error));
  const shares = rate > SAMPLE_RATE ? [0, 0.05, 0.1, 0.3, 0.5, 0.7, 0.95] : [];
  const aliases = shares.map(
    (share) => sineResult(convert, rate, lowerNyquist + share * (rate / 2 - lowerNyquist)).gain,
  );
  return {
    ripple: ripple.toFixed(4),
    error: noise.toFixed(1),
    alias: aliases.length > 0 ? Math.max(...aliases).toFixed(1) : '-',
  };
}

/** Level of a full-scale sine after conversion, and of what is wrong about it. */
function sineResult(convert: Resample, rate: number, frequency: number): { gain: number; error: number } {
  const input = Float32Array.from({ length: 2 * rate }, (_, i) =>
    Math.sin((2 * Math.PI * frequency * i) / rate),
  );
  const out = convert(input, rate, SAMPLE_RATE);
  const middle = out.subarray(EDGE, out.length - EDGE);
  const wrong = middle.map(
    (value, i) => value - Math.sin((2 * Math.PI * frequency * (i + EDGE)) / SAMPLE_RATE),
  );
  return { gain: decibel(middle), error: decibel(wrong) };
}

/** Power relative to a full-scale sine, in dB. */
function decibel(values: Float32Array): number {
  const power = values.reduce((sum, value) => sum + value * value, 0) / values.length;
  return 10 * Math.log10(2 * power + 1e-20);
}

function resampleSpeed(convert: Resample, rate: number): string {
  if (convert === sox) return soxSpeed(rate);
  const input = Float32Array.from({ length: SPEED_SECONDS * rate }, (_, i) => Math.sin(i * i * 1e-6));
  return `${Math.round(SPEED_SECONDS / best(() => convert(input, rate, SAMPLE_RATE)))}`;
}

function sox(samples: Float32Array, fromRate: number, toRate: number): Float32Array {
  const raw = ['-t', 'raw', '-e', 'float', '-b', '32', '-c', '1'];
  const { stdout } = spawnSync(
    'sox',
    ['-D', ...raw, '-r', `${fromRate}`, '-', ...raw, '-', 'rate', '-v', `${toRate}`],
    {
      input: new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength),
      maxBuffer: 2 ** 30,
    },
  );
  return new Float32Array(stdout.buffer.slice(stdout.byteOffset, stdout.byteOffset + stdout.byteLength));
}

/** SoX times itself less what it takes for a silent second. */
function soxSpeed(rate: number): string {
  const seconds = (length: number) => {
    const options = [
      '-n',
      '-r',
      `${rate}`,
      '-c',
      '1',
      '-n',
      'synth',
      `${length}`,
      'sine',
      '440',
      'rate',
      '-v',
      `${SAMPLE_RATE}`,
    ];
    const { stderr } = spawnSync('bash', ['-c', `TIMEFORMAT=%U; time sox ${options.join(' ')}`], {
      encoding: 'utf8',
    });
    return Number(stderr.trim().split('\n').at(-1));
  };
  return `${Math.round(SPEED_SECONDS / Math.max(0.001, seconds(SPEED_SECONDS) - seconds(1)))}`;
}

async function timeFormats(): Promise<void> {
  if (!isInstalled('ffmpeg', '-version')) return console.log('No ffmpeg: formats are not timed.');
  const song = path.join(folder, 'reference.wav');
  writeFileSync(song, encodeWav(referenceSignal(10), { sampleRate: SIGNAL_RATE, encoding: 'int16' }));
  const rows: Row[] = [];
  for (const [name, options] of Object.entries(FORMATS)) {
    const file = path.join(folder, name);
    const loop = ['-stream_loop', '-1', '-i', song, '-t', `${SONG_SECONDS}`];
    spawnSync('ffmpeg', ['-v', 'error', '-y', ...loop, ...options, file]);
    const bytes = new Uint8Array(readFileSync(file));
    rows.push({ name, ours: () => processorMs(() => decode(bytes)), peer: ffmpegDecoding(file) });
  }
  await compare(`Decoding ${SONG_SECONDS} s of stereo, ours mixed to mono`, 'ffmpeg', rows, RUNS);
}

async function decode(bytes: Uint8Array): Promise<void> {
  const { chunks } = await openAudio(bytesSource(bytes));
  for await (const _ of chunks);
}

function best(work: () => unknown): number {
  const times = Array.from({ length: RUNS }, () => {
    const started = processorSeconds();
    work();
    return processorSeconds() - started;
  });
  return Math.min(...times);
}

function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
