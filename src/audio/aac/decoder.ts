import { BadFrame, BitReader, OutOfBits } from '../bit-reader.ts';
import { checkSound, LOSSY_PEAK_LIMIT } from '../check-sound.ts';
import { CANCELLED_POWER, warnOfCancelling } from '../mixer.ts';
import type { Codec } from '../packet.ts';
import type { WarningList } from '../warning.ts';
import { BAND_LAYOUTS, SAMPLE_RATES } from './bands.ts';
import { type Channel, readChannel } from './channel.ts';
import type { AacConfig } from './config.ts';
import { Filterbank, FRAME_SAMPLES } from './filterbank.ts';
import { type IcsInfo, readIcsInfo } from './ics-info.ts';
import { applyNoise, applyStereo, type PairMask } from './stereo.ts';
import { applyTns } from './tns.ts';
import { addTo, powerOf, powerOfMean, type Voice } from './voices.ts';

const SCE = 0;
const CPE = 1;
const LFE = 3;
const DSE = 4;
const PCE = 5;
const FIL = 6;
const END = 7;
/** Fill elements of these kinds describe the spectrum above the core. */
const SBR_EXTENSIONS = [13, 14];
/** A damaged frame may look like one of these by chance. */
const FRAMES_TO_TRUST = 16;
/** Of channels that cancel: a second. */
const FRAMES_TO_TELL = 43;
/** More elements than any frame has. */
const MAX_ELEMENTS = 64;
const PADDING = 8;
/** A Lehmer generator's, 2^31 - 1. */
const NOISE_MODULUS = 2_147_483_647;
const SEED_BYTES = 32;
/** Spectra are in units of 16-bit samples. */
const FULL_SCALE = 32_768;

/**
 * AAC-LC (ISO/IEC 14496-3) to the mean of its channels, or to each of them (`separate`). Of high-efficiency AAC the core is decoded, at its own
 * rate, with a warning.
 */
export function aacCodec(config: AacConfig, warnings: WarningList, isSeparate = false): Codec {
  const sampleRate = SAMPLE_RATES[config.rateIndex];
  const channels = Math.max(1, config.channels);
  checkSound('aac', sampleRate, channels);
  if (config.hasSbr) warnOfCore(warnings);
  return {
    sampleRate,
    channels,
    planes: isSeparate ? channels : 1,
    order: 'aac',
    ...(!isSeparate && channels > 1 && { separate: aacCodec(config, warnings, true) }),
    peakLimit: LOSSY_PEAK_LIMIT,
    preSkip: FRAME_SAMPLES,
    framesIn: () => FRAME_SAMPLES,
    async createDecoder() {
      const frames = new FrameDecoder(config.rateIndex, warnings, isSeparate ? channels : 1);
      return {
        decode(packet, emit) {
          const planes = frames.decode(packet);
          emit((channel) => planes[channel], FRAME_SAMPLES);
        },
      };
    },
  };
}

class FrameDecoder {
  readonly #rateIndex: number;
  readonly #warnings: WarningList;
  /** One for each plane. */
  readonly #banks: readonly Filterbank[];
  /** Window shape of each channel in the frame before. */
  #shapes: number[] = [];
  #noiseState = 1;
  #bandReplications = 0;
  #frames = 0;
  #cancelled = 0;

  /** @param planes 1: the mean of the channels */
  constructor(rateIndex: number, warnings: WarningList, planes: number) {
    this.#banks = Array.from({ length: planes }, () => new Filterbank());
    this.#rateIndex = rateIndex;
    this.#warnings = warnings;
  }

  /** @throws BadFrame {OutOfBits} where the frame is damaged */
  decode(packet: Uint8Array): Float32Array[] {
    const padded = new Uint8Array(packet.length + PADDING);
    padded.set(packet);
    this.#noiseState = noiseSeed(packet);
    const channels = this.#readElements(new BitReader(padded, 0, packet.length));
    if (channels.length === 0) throw new BadFrame('Expected sound in the frame, got none.');
    const voices = channels.map((channel, index) => this.#voiceOf(channel, index));
    this.#shapes = channels.map(({ ics }) => ics.shape);
    return this.#banks.map((bank, plane) => {
      // A frame may hold fewer channels than the file claims.
      const mixed =
        this.#banks.length === 1 ? this.#heard(voices) : [voices[Math.min(plane, voices.length - 1)]];
      addTo(bank, mixed);
      return bank.take(1 / (mixed.length * FULL_SCALE));
    });
  }

  /** All voices, or the loudest where they cancel each other. */
  #heard(voices: readonly Voice[]): readonly Voice[] {
    this.#frames++;
    if (voices.length === 1) return voices;
    const powers = voices.map(({ spectrum }) => powerOf(spectrum));
    const loudest = Math.max(...powers);
    if (powerOfMean(voices) >= CANCELLED_POWER * loudest) return voices;
    this.#cancelled++;
    if (this.#cancelled > FRAMES_TO_TELL && this.#cancelled > this.#frames / 2)
      warnOfCancelling(this.#warnings);
    return [voices[powers.indexOf(loudest)]];
  }

  #readElements(bits: BitReader): Channel[] {
    const channels: Channel[] = [];
    for (let count = 0; count < MAX_ELEMENTS; count++) {
      const kind = bits.unsigned(3);
      if (kind === END) return channels;
      if (kind === SCE || kind === LFE) channels.push(this.#readSingle(bits));
      else if (kind === CPE) channels.push(...this.#readPair(bits));
      else if (kind === DSE) skipData(bits);
      else if (kind === FIL) this.#skipFill(bits);
      else if (kind === PCE) skipProgramConfig(bits);
      else throw new BadFrame('Expected no coupling channel.');
      if (bits.overrun) throw new OutOfBits();
    }
    throw new BadFrame('Expected the end of the frame.');
  }

  #readSingle(bits: BitReader): Channel {
    bits.unsigned(4);
    const channel = readChannel(bits, BAND_LAYOUTS[this.#rateIndex], undefined);
    applyNoise(channel, this.#noise);
    applyTns(channel.spectrum, channel.tns);
    return channel;
  }

  #readPair(bits: BitReader): Channel[] {
    bits.unsigned(4);
    const bands = BAND_LAYOUTS[this.#rateIndex];
    const ics = bits.unsigned(1) === 1 ? readIcsInfo(bits, bands) : undefined;
    const mask = ics && readMask(bits, ics);
    const pair = [readChannel(bits, bands, ics), readChannel(bits, bands, ics)];
    for (const channel of pair) applyNoise(channel, this.#noise);
    if (ics) applyStereo(pair[0], pair[1], mask);
    for (const channel of pair) applyTns(channel.spectrum, channel.tns);
    return pair;
  }

  #skipFill(bits: BitReader): void {
    const short = bits.unsigned(4);
    const bytes = short === 15 ? 14 + bits.unsigned(8) : short;
    if (bytes > 0 && SBR_EXTENSIONS.includes(bits.peek32() >>> 28)) this.#bandReplications++;
    if (this.#bandReplications === FRAMES_TO_TRUST) warnOfCore(this.#warnings);
    bits.position += bytes * 8;
  }

  #voiceOf({ ics: { sequence, shape }, spectrum }: Channel, index: number): Voice {
    return { spectrum, choice: { sequence, shape, previousShape: this.#shapes[index] ?? shape } };
  }

  readonly #noise = (): number => {
    this.#noiseState = (this.#noiseState * 16_807) % NOISE_MODULUS;
    return this.#noiseState / 1_073_741_823.5 - 1;
  };
}

/** Noise comes from the packet alone, so that a passage sounds the same as in the whole song. */
function noiseSeed(packet: Uint8Array): number {
  let seed = packet.length;
  for (const byte of packet.subarray(0, SEED_BYTES)) seed = (seed * 31 + byte) % NOISE_MODULUS;
  return 1 + (seed % (NOISE_MODULUS - 1));
}

function readMask(bits: BitReader, ics: IcsInfo): PairMask | undefined {
  const presence = bits.unsigned(2);
  if (presence === 3) throw new BadFrame('Expected a known stereo mask.');
  if (presence === 0) return undefined;
  const length = ics.groups.length * ics.maxSfb;
  if (presence === 2) return { used: new Uint8Array(length).fill(1), turnsIntensity: false };
  return { used: Uint8Array.from({ length }, () => bits.unsigned(1)), turnsIntensity: true };
}

function skipData(bits: BitReader): void {
  bits.unsigned(4);
  const isAligned = bits.unsigned(1) === 1;
  const short = bits.unsigned(8);
  const bytes = short === 255 ? 255 + bits.unsigned(8) : short;
  if (isAligned) bits.alignToByte();
  bits.position += bytes * 8;
}

/** program_config_element: what it says of speakers does not matter to a mean. */
function skipProgramConfig(bits: BitReader): void {
  bits.unsigned(10);
  const [front, side, back] = [bits.unsigned(4), bits.unsigned(4), bits.unsigned(4)];
  const [lowFrequency, data, coupling] = [bits.unsigned(2), bits.unsigned(3), bits.unsigned(4)];
  if (bits.unsigned(1) === 1) bits.unsigned(4);
  if (bits.unsigned(1) === 1) bits.unsigned(4);
  if (bits.unsigned(1) === 1) bits.unsigned(3);
  bits.position += 5 * (front + side + back + coupling) + 4 * (lowFrequency + data);
  bits.alignToByte();
  bits.position += bits.unsigned(8) * 8;
}

function warnOfCore(warnings: WarningList): void {
  warnings.add(
    'band-limited',
    'High-efficiency AAC: only the core, the lower half of the spectrum, is heard.',
  );
}
