/** Hash of a file's sound, by the containers that decoding uses: tag changes do not affect it. */
import { createHash, type Hash } from 'node:crypto';
import type { ByteSource } from '../../audio/byte-source.ts';
import { ByteWindow } from '../../audio/byte-window.ts';
import { readMetadata } from '../../audio/flac/stream-info.ts';
import type { Container } from '../../audio/formats.ts';
import { findFirstFrame, startWalk, walkFrames } from '../../audio/mp3/walk.ts';
import { mp4Packets } from '../../audio/mp4/mp4.ts';
import { readPages } from '../../audio/ogg/pages.ts';
import { sniff } from '../../audio/sniff.ts';
import { WarningList } from '../../audio/warning.ts';
import { TonearmError } from '../../errors.ts';
import { piecesOf } from './splice.ts';

type AddSound = (source: ByteSource, hash: Hash) => Promise<void>;

const READERS: Partial<Record<Container, AddSound>> = {
  mp3: addMpegFrames,
  flac: addFlacFrames,
  ogg: addOggPackets,
  mp4: addMp4Packets,
};
/** Index of an ogg stream's comment packet. */
const COMMENT_PACKET = 1;

/**
 * SHA-256 in hex of the frames or packets, in order, with the decoder's configuration.
 * @throws unsupported-format, broken-audio where there is no sound.
 */
export async function soundHash(source: ByteSource): Promise<string> {
  const { container, sound } = await sniff(source);
  const add = READERS[container];
  if (!add) throw new TonearmError('unsupported-format', `Expected mp3, flac, ogg or mp4, got ${container}.`);
  const hash = createHash('sha256').update(container);
  await add(sound, hash);
  return hash.digest('hex');
}

async function addMpegFrames(source: ByteSource, hash: Hash): Promise<void> {
  const window = new ByteWindow(source);
  let first = await findFirstFrame(window);
  if (!first) throw new TonearmError('broken-audio', 'Expected mp3 frames, got none.');
  while (first) {
    const walk = startWalk(first);
    for await (const frames of walkFrames(window, walk)) for (const frame of frames) hash.update(frame);
    first = walk.next;
  }
}

async function addFlacFrames(source: ByteSource, hash: Hash): Promise<void> {
  const { info, audioStart } = await readMetadata(source, 0);
  hash.update(JSON.stringify(info));
  const size = Math.max(0, source.size - audioStart);
  const frames = {
    size,
    read: (start: number, end: number) => source.read(audioStart + start, audioStart + end),
  };
  for await (const piece of piecesOf(frames)) hash.update(piece);
}

async function addOggPackets(source: ByteSource, hash: Hash): Promise<void> {
  const counts = new Map<number, number>();
  for await (const page of readPages(source, 0, new WarningList())) {
    if (page.isFirst && [...counts.values()].some((count) => count > COMMENT_PACKET)) {
      throw new TonearmError('unsupported-format', 'Expected ogg with one song, got a chain of several.');
    }
    let index = counts.get(page.serial) ?? 0;
    for (const packet of page.packets) {
      if (index !== COMMENT_PACKET) hash.update(`${page.serial} ${packet.length}\n`).update(packet);
      index++;
    }
    counts.set(page.serial, index);
    if (page.granule > 0) hash.update(`${page.granule} ${page.isLast}\n`);
  }
}

async function addMp4Packets(source: ByteSource, hash: Hash): Promise<void> {
  const warnings = new WarningList();
  const { track, packets } = await mp4Packets(source, warnings);
  const { id, codec, startSeconds, playSeconds } = track;
  hash.update(JSON.stringify({ id, codec, startSeconds, playSeconds })).update(track.config);
  for await (const data of packets) hash.update(`${data.length}\n`).update(data);
  // An index that leads nowhere says nothing of where the sound is.
  if (warnings.items.length > 0)
    throw new TonearmError('broken-audio', 'Expected mp4 with all its sound, got a damaged index.');
}
