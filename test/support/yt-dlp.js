#!/usr/bin/env node
// Stands in for yt-dlp: its command line, its files and its output, for the few options that Tonearm uses. What it
// does depends on the video's id or the words of the search.
import { spawn } from 'node:child_process';
import { copyFileSync, createWriteStream, writeFileSync } from 'node:fs';

const FLAGS = [
  '--no-config',
  '--no-cache-dir',
  '--no-warnings',
  '--flat-playlist',
  '--dump-single-json',
  '--no-playlist',
  '--no-progress',
  '--no-mtime',
  '--dump-json',
  '--no-simulate',
];
const VALUED = ['--socket-timeout', '--retries', '--max-filesize', '--format', '--output'];

const args = process.argv.slice(2);
const options = {};
while (args.length > 0 && args[0] !== '--') {
  const name = args.shift();
  if (VALUED.includes(name)) options[name] = args.shift();
  else if (FLAGS.includes(name)) options[name] = true;
  else fail(`no such option: ${name}`, 2);
}
args.shift();
if (args.length !== 1) fail('Expected one address.', 2);
if (!options['--no-config']) fail('It would read the configuration of whoever runs it.', 2);

const [, count, query] = /^ytsearch(\d+):(.*)$/s.exec(args[0]) ?? [];
if (query !== undefined) search(query, Number(count));
else fetchVideo(new URL(args[0]).searchParams.get('v'));

function search(words, most) {
  if (words === 'broken') fail('a trace\nERROR: Unable to download API page: HTTP Error 403');
  if (words === 'garbage') process.stdout.write('<html>');
  else if (words === 'endless') setInterval(() => process.stdout.write('x'.repeat(1e5)), 1);
  else if (words === 'nothing') print({ _type: 'playlist', entries: [] });
  else print({ _type: 'playlist', id: words, entries: [entry('dQw4w9WgXcQ', words)].slice(0, most) });
}

function fetchVideo(id) {
  if (id === 'gonegonegon') fail(`ERROR: [youtube] ${id}: Video unavailable`);
  if (id === 'toolargebef') return process.stdout.write('File is larger than max-filesize\n');
  if (id === 'toolargeaft') return void pour(createWriteStream('song.m4a.part'));
  if (id === 'hangshangsh') {
    const helper = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    const spot = process.env.PATH.split(':')[0];
    writeFileSync(`${spot}/environment`, JSON.stringify({ ...process.env, cwd: process.cwd() }));
    writeFileSync(`${spot}/pids`, `${process.pid} ${helper.pid}`);
    return void setInterval(() => {}, 1000);
  }
  copyFileSync(new URL('../fixtures/audio/index-first.m4a', import.meta.url), 'song.m4a');
  print(entry(id, 'A song'));
}

function entry(id, title) {
  return {
    _type: 'url',
    ie_key: 'Youtube',
    id,
    title,
    uploader: 'A channel',
    channel: null,
    duration: 212.0,
  };
}

function pour(file) {
  file.write(Buffer.alloc(1e5), () => setTimeout(pour, 1, file));
}

function print(value) {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

function fail(message, code = 1) {
  process.stderr.write(`${message}\n`);
  process.exit(code);
}
