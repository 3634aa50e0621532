import type { ByteSource } from './byte-source.ts';
import type { Packet } from './packet.ts';

/** Packets of bytes [start, end) of which every byte has a known position; read only when decoded. */
export async function* evenPackets(
  source: ByteSource,
  start: number,
  end: number,
  packetBytes: number,
  framesIn: (bytes: number) => number,
): AsyncGenerator<Packet> {
  let position = 0;
  for (let from = start; from < end; from += packetBytes) {
    const to = Math.min(end, from + packetBytes);
    const frames = framesIn(to - from);
    if (frames === 0) return;
    yield { start: position, frames, trimStart: 0, trimEnd: 0, read: () => source.read(from, to) };
    position += frames;
  }
}
