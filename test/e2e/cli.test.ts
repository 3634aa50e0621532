/** The command line as its users call it: the shipped model, generated songs, real processes where those matter. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/main.ts';
import { type ErrorReport, TonearmError } from '../../src/errors.ts';
import { GENRES } from '../../src/genres.ts';
import { runHere } from '../support/command.ts';
import { hostileFiles } from '../support/hostile-files.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { writeSmallModel } from '../support/small-model.ts';
import { encodeWav } from '../support/wav.ts';

const BIN = resolve(import.meta.dirname, '../../bin/tonearm.js');
const SAMPLE_RATE = 22_050;
const folder = mkdtempSync(join(tmpdir(), 'tonearm-cli-'));

interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const here = (...args: string[]) => runHere(args, folder);

function tonearm(args: string[], input?: Uint8Array): Promise<Ran> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [BIN, ...args], { cwd: folder });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (data) => (stdout += data));
    child.stderr.on('data', (data) => (stderr += data));
    child.on('close', (code) => done({ code, stdout, stderr }));
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

function wideLines(text: string): string[] {
  return text.split('\n').filter((line) => line.length > 80);
}

function song(hertz: number, seconds: number): Uint8Array {
  const plane = Float32Array.from({ length: seconds * SAMPLE_RATE }, (_, i) => {
    const t = i / SAMPLE_RATE;
    return 0.3 * Math.sin(2 * Math.PI * hertz * t) * Math.exp(-4 * (t % 0.5)) + 0.02 * Math.sin(i * i);
  });
  return wavOf(plane);
}

/** Struck strings, a melody over a bass: what the shipped model takes for one of its genres. */
function tune(seconds: number): Uint8Array {
  const voices = [
    { step: 0, every: 4 },
    { step: 7, every: 2 },
    { step: 12, every: 1 },
    { step: 16, every: 0.5 },
  ];
  const plane = Float32Array.from({ length: seconds * SAMPLE_RATE }, (_, i) => {
    const t = i / SAMPLE_RATE;
    return voices.reduce((sum, { step, every }) => {
      const chord = [0, 5, 7, 3][Math.floor(t / every) % 4];
      const [hertz, since] = [130.8 * 2 ** ((step + chord) / 12), t % every];
      const overtones = Array.from({ length: 9 }, (_, o) => {
        return (
          (Math.sin(2 * Math.PI * hertz * (o + 1) * t) / (o + 1) ** 1.4) * Math.exp(-since * (1.7 + 0.7 * o))
        );
      });
      return sum + 0.12 * overtones.reduce((a, b) => a + b);
    }, 0);
  });
  return wavOf(plane);
}

function wavOf(plane: Float32Array): Uint8Array {
  return encodeWav([plane], { sampleRate: SAMPLE_RATE, encoding: 'int16' });
}

function lines(text: string): Record<string, never>[] {
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

beforeAll(() => {
  mkdirSync(join(folder, 'album/disc 2'), { recursive: true });
  writeFileSync(join(folder, 'album/01.wav'), song(220, 8));
  writeFileSync(join(folder, 'album/disc 2/02.wav'), song(330, 12));
  writeFileSync(join(folder, 'album/cover.jpg'), 'no song');
  writeFileSync(join(folder, 'broken.mp3'), 'this is no music at all');
  writeFileSync(join(folder, 'évil\nname.wav'), tune(12));
  writeFileSync(join(folder, 'strange.wav'), song(440, 5));
});

afterAll(() => removeFolder(folder));

describe('tonearm classify', () => {
  test('tonearm classify analyses passages of a long song, as many as asked, or all of it', async () => {
    writeFileSync(join(folder, 'long.wav'), song(220, 100));
    const long = ['classify', 'long.wav', '--model', await writeSmallModel(folder)];
    const heard = await here(...long, '--passages', '2', '--json');
    const [answer] = lines(heard.stdout) as unknown as { analysedSeconds: number; segments: object[] }[];
    expect(answer).toMatchObject({ durationSeconds: 100, analysedSeconds: 60 });
    expect(answer.segments).toMatchObject([
      { startSeconds: 10, endSeconds: 40 },
      { startSeconds: 60, endSeconds: 90 },
    ]);
    const text = await here(...long, '--passages', '1');
    expect(text.stdout).toContain('(1:40, 0:30 of it heard)');
    const whole = await here(...long, '--whole', '--json');
    expect(lines(whole.stdout)[0]).not.toHaveProperty('analysedSeconds');
    expect((await here(...long, '--passages', '0')).code).toBe(2);
  });

  test('tonearm classify --json prints the published object, one a line, in the order of the inputs', async () => {
    const { code, stdout, stderr } = await here('classify', 'album', '--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const answers = lines(stdout);
    expect(answers.map(({ file }) => file)).toEqual(['album/01.wav', 'album/disc 2/02.wav']);
    const keys = [
      'file',
      'genre',
      'confidence',
      'unsure',
      'outside',
      'ranking',
      'segments',
      'durationSeconds',
      'model',
      'warnings',
    ];
    for (const answer of answers) {
      expect(Object.keys(answer)).toEqual(keys);
      const { ranking, segments } = answer as unknown as {
        ranking: { genre: string; probability: number }[];
        segments: unknown[];
      };
      expect(ranking.map(({ genre }) => genre).sort()).toEqual([...GENRES]);
      expect(ranking.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 6);
      expect(ranking).toEqual([...ranking].sort((a, b) => b.probability - a.probability));
      expect(segments).toEqual([
        {
          startSeconds: expect.closeTo(0, 2),
          endSeconds: expect.closeTo(answer.durationSeconds, 1),
          ranking: expect.any(Array),
        },
      ]);
    }
  });

  test('tonearm classify goes on after a bad file, and the exit code tells', async () => {
    const { code, stdout } = await here('classify', 'broken.mp3', 'nowhere.wav', 'album/01.wav', '--json');
    expect(code).toBe(1);
    const answers = lines(stdout);
    expect(answers[0]).toMatchObject({ file: 'broken.mp3', error: { code: 'unsupported-format' } });
    expect(answers[1]).toMatchObject({ file: 'nowhere.wav', error: { code: 'not-found' } });
    expect(answers[2]).toMatchObject({ file: 'album/01.wav', durationSeconds: 8 });
  });

  test('tonearm classify answers whatever strangers call a song with a genre or a named error, in one run', async () => {
    const files = hostileFiles();
    mkdirSync(join(folder, 'hostile'));
    const paths = files.map(({ name, bytes }, i) => {
      // The names are made for uploads: a file system refuses some, so only their endings are kept.
      const path = `hostile/${i}${extname(name.replaceAll('\0', ''))}`;
      writeFileSync(join(folder, path), bytes);
      return path;
    });
    const { code, stdout, stderr } = await tonearm(['classify', '--json', ...paths]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    const answers = lines(stdout) as unknown as { file: string; genre?: string; error?: ErrorReport }[];
    expect(answers.map(({ file }) => file)).toEqual(paths);
    answers.forEach(({ genre, error }, i) => {
      const got = error ? new TonearmError(error.code, error.message).status : 200;
      expect(files[i].statuses, `${files[i].what}: ${genre ?? error?.message}`).toContain(got);
      if (error) expect(error.message).toMatch(/^(Expected .+, got |The sound in this .+ Convert it first)/);
    });
  });

  test('tonearm classify - takes standard input as a song like any other', async () => {
    const piped = await tonearm(['classify', '-', '--json'], song(220, 8));
    const named = await here('classify', 'album/01.wav', '--json');
    expect(piped.code).toBe(0);
    expect(lines(piped.stdout)[0]).toEqual({ ...lines(named.stdout)[0], file: '-' });
  });

  test('tonearm classify prints plain text, as many genres as asked, no control characters from names', async () => {
    const { code, stdout } = await tonearm(['classify', 'évil\nname.wav', '--top', '2']);
    expect(code).toBe(0);
    const text = stdout.trim().split('\n');
    expect(text[0]).toMatch(/^évil\\u\{a\}name\.wav: /);
    expect(text.filter((line) => /^ {2}[a-z]+ +\d+\.\d %/.test(line))).toHaveLength(2);
    expect(stdout).not.toContain('\x1b');
  });

  test('tonearm classify names no genre of what is none of them', async () => {
    const { code, stdout } = await here('classify', 'strange.wav', '--top', '2');
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('none of these genres') });
    for (const genre of GENRES) expect(stdout).not.toContain(genre);
  });

  test('tonearm classify takes a reader that goes away for no error', async () => {
    const child = spawn(process.execPath, [BIN, 'classify', 'album', 'album', '--json'], { cwd: folder });
    child.stdout.destroy();
    let stderr = '';
    child.stderr.on('data', (data) => (stderr += data));
    await new Promise((done) => child.on('close', done));
    expect(stderr).toBe('');
  });

  test.each([
    [['classify']],
    [['classify', 'album', '--top', '0']],
    [['classify', 'album', '--jobs', 'many']],
    [['classify', 'album', '--what']],
    [['sing']],
    [['serve', '--port', '70000']],
  ])('%j is a mistake of usage: exit code 2 and a word of help', async (args) => {
    const { code, stderr, stdout } = await here(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('error');
  });

  test('tonearm classify names a model that is none, and does not crash', async () => {
    writeFileSync(join(folder, 'fake.onnx'), 'no model');
    const { code, stdout } = await here('classify', 'album/01.wav', '--model', 'fake.onnx', '--json');
    expect(code).toBe(1);
    expect(lines(stdout)[0]).toMatchObject({ error: { code: 'bad-model' } });
  });
});

describe('the rest of the command line', () => {
  test('tonearm models lists what is shipped', async () => {
    const { code, stdout } = await here('models', '--json');
    expect(code).toBe(0);
    for (const info of lines(stdout)) expect(info.genres).toEqual([...GENRES]);
    const told = (await here('models')).stdout;
    expect(told).toMatch(/\(default\)\n.*right when it names one +\d\d\.\d % ± /s);
    expect(told).not.toMatch(/claimsRight|outsideAuroc/);
  });

  test('tonearm --version and --help tell version and commands', async () => {
    expect((await tonearm(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    const help = await here('--help');
    expect(help.code).toBe(0);
    for (const command of ['classify', 'models', 'serve']) expect(help.stdout).toContain(command);
    expect(wideLines(help.stdout)).toEqual([]);
  });

  test.each(Object.keys(COMMANDS))(
    'tonearm %s --help fits 80 columns and shows no empty list',
    async (name) => {
      const { stdout } = await here(name, '--help');
      expect(wideLines(stdout)).toEqual([]);
      expect(stdout).not.toContain('[])');
    },
  );

  test('tonearm scan makes no library for a folder that is not there', async () => {
    const { code, stderr } = await here('scan', 'nowhere', '--library', 'no.sqlite');
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'tonearm: Expected a file or folder, got nothing at "nowhere".\n',
    });
    expect(existsSync(join(folder, 'no.sqlite'))).toBe(false);
  });
});
