import { childrenOf, readFloat, readUnsigned } from './ebml.ts';

/** A track of sound. */
export interface AudioTrack {
  number: number;
  /** e.g. `A_OPUS`. */
  codec: string;
  /** The codec's own header. */
  codecPrivate: Uint8Array;
  /** Rate and channels as the container states them; the codec's own header overrules them. */
  sampleRate: number;
  channels: number;
  bitDepth: number;
  /** Seconds that are decoded before the sound begins. */
  delaySeconds?: number;
}

const TRACK_ENTRY = 0xae;
const TRACK_NUMBER = 0xd7;
const TRACK_TYPE = 0x83;
const CODEC_ID = 0x86;
const CODEC_PRIVATE = 0x63a2;
const CODEC_DELAY = 0x56aa;
const AUDIO = 0xe1;
const SAMPLING_FREQUENCY = 0xb5;
const CHANNELS = 0x9f;
const BIT_DEPTH = 0x6264;
const TYPE_AUDIO = 2;
/** Defaults of Matroska for a track that omits them. */
const DEFAULT_AUDIO = { sampleRate: 8_000, channels: 1, bitDepth: 0 };

/** The audio tracks in the contents of a Tracks element. */
export function parseTracks(bytes: Uint8Array): AudioTrack[] {
  const tracks: AudioTrack[] = [];
  for (const entry of childrenOf(bytes, 0, bytes.length)) {
    const track = entry.id === TRACK_ENTRY ? parseTrack(bytes, entry.start, entry.end) : undefined;
    if (track) tracks.push(track);
  }
  return tracks;
}

function parseTrack(bytes: Uint8Array, start: number, end: number): AudioTrack | undefined {
  const track: AudioTrack = { number: 0, codec: '', codecPrivate: new Uint8Array(0), ...DEFAULT_AUDIO };
  let type = 0;
  for (const child of childrenOf(bytes, start, end)) {
    if (child.id === TRACK_NUMBER) track.number = readUnsigned(bytes, child.start, child.end);
    if (child.id === TRACK_TYPE) type = readUnsigned(bytes, child.start, child.end);
    if (child.id === CODEC_ID)
      track.codec = String.fromCharCode(
        ...bytes.subarray(child.start, Math.min(child.end, child.start + 64)),
      );
    if (child.id === CODEC_DELAY) track.delaySeconds = readUnsigned(bytes, child.start, child.end) / 1e9;
    if (child.id === AUDIO) Object.assign(track, parseAudio(bytes, child.start, child.end));
    if (child.id === CODEC_PRIVATE) track.codecPrivate = bytes.slice(child.start, child.end);
  }
  return type === TYPE_AUDIO ? { ...track, codec: track.codec.replace(/\0+$/, '') } : undefined;
}

function parseAudio(bytes: Uint8Array, start: number, end: number): Partial<AudioTrack> {
  const audio: Partial<AudioTrack> = {};
  for (const child of childrenOf(bytes, start, end)) {
    const value = readUnsigned(bytes, child.start, child.end);
    if (child.id === SAMPLING_FREQUENCY)
      audio.sampleRate = Math.round(readFloat(bytes, child.start, child.end));
    if (child.id === CHANNELS) audio.channels = value;
    if (child.id === BIT_DEPTH) audio.bitDepth = value;
  }
  return audio;
}
