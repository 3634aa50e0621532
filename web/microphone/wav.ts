/** Wave files (RIFF WAVE), 16-bit mono. */

const HEADER_BYTES = 44;

/** @param info texts of the file's `LIST INFO`, by their four letters. */
export function encodeWav(
  samples: Float32Array,
  sampleRate: number,
  info: Readonly<Record<string, string>> = {},
): ArrayBuffer {
  const list = infoList(info);
  const dataBytes = 2 * samples.length;
  const bytes = new ArrayBuffer(HEADER_BYTES + dataBytes + list.length);
  const view = new DataView(bytes);
  const text = (at: number, four: string) => {
    for (let i = 0; i < 4; i++) view.setUint8(at + i, four.charCodeAt(i));
  };
  text(0, 'RIFF');
  view.setUint32(4, bytes.byteLength - 8, true);
  text(8, 'WAVE');
  text(12, 'fmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, 2 * sampleRate, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, 'data');
  view.setUint32(40, dataBytes, true);
  samples.forEach((sample, i) => {
    view.setInt16(HEADER_BYTES + 2 * i, Math.round(32_767 * Math.min(1, Math.max(-1, sample))), true);
  });
  new Uint8Array(bytes).set(list, HEADER_BYTES + dataBytes);
  return bytes;
}

function infoList(info: Readonly<Record<string, string>>): Uint8Array {
  const chunks = Object.entries(info).map(([name, text]) =>
    chunkOf(name, new TextEncoder().encode(`${text}\0`)),
  );
  if (chunks.length === 0) return new Uint8Array();
  return chunkOf('LIST', joined([new TextEncoder().encode('INFO'), ...chunks]));
}

/** Chunks begin at even places. */
function chunkOf(name: string, body: Uint8Array): Uint8Array {
  const size = new Uint8Array(4);
  new DataView(size.buffer).setUint32(0, body.length, true);
  return joined([new TextEncoder().encode(name), size, body, new Uint8Array(body.length % 2)]);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
