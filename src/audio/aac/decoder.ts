import { BadFrame, BitReader, OutOfBits } from '../bit-reader.ts';
import { checkSound, LOSSY_PEAK_LIMIT } from '../check-sound.ts';
import { CANCELLED_POWER, warnOfCancelling } from '../mixer.ts';
import type { Codec } from '../packet.ts';
import type { WarningList } from '../warning.ts';
import { MAX_CHANNELS, MAX_FRAME_BYTES, openKernels, PADDING } from './aac-kernels.ts';
import { BAND_LAYOUTS, SAMPLE_RATES } from './bands.ts';
import { type Channel, readChannel } from './channel.ts';
import type { AacConfig } from './config.ts';
import { readMask, skipData, skipProgramConfig } from './elements.ts';
import { readIcsInfo } from './ics-info.ts';
import type { TnsFilter } from './tns.ts';
import { FRAME_SAMPLES } from './windows.ts';

/** Decoded state of one channel in a frame. */
interface Voice {
  readonly number: number;
  readonly sequence: number;
  readonly shape: number;
  /** Window shape of the previous frame, for the first half of the overlap. */
  readonly previousShape: number;
}

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
/** Frames with cancelling channels before the warning: about a second. */
const MIN_CANCELLED_FRAMES = 43;
/** Upper bound of syntactic elements in a frame. */
const MAX_ELEMENTS = 64;
/** Modulus of the noise generator in `kernels/stereo.ts`. */
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
    isLossy: true,
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
  readonly #kernels = openKernels();
  readonly #rateIndex: number;
  readonly #warnings: WarningList;
  readonly #planes: number;
  /** Window shape of each channel in the frame before. */
  #shapes: number[] = [];
  #bandReplications = 0;
  #frames = 0;
  #cancelled = 0;

  /** @param planes 1: the mean of the channels */
  constructor(rateIndex: number, warnings: WarningList, planes: number) {
    this.#planes = planes;
    this.#rateIndex = rateIndex;
    this.#warnings = warnings;
  }

  /** @throws BadFrame {OutOfBits} where the frame is damaged */
  decode(packet: Uint8Array): readonly Float32Array[] {
    const channels = this.#readElements(this.#openBits(packet));
    if (channels.length === 0) throw new BadFrame('Expected sound in the frame, got none.');
    const voices = channels.map(({ ics: { sequence, shape } }, number) => {
      return { number, sequence, shape, previousShape: this.#shapes[number] ?? shape };
    });
    const isMean = this.#planes === 1;
    const mixed = isMean ? this.#voicesToMix(voices) : voices;
    this.#shapes = channels.map(({ ics }) => ics.shape);
    for (let plane = 0; plane < this.#planes; plane++) {
      // A frame may hold fewer channels than the file claims.
      this.#transform(isMean ? mixed : [voices[Math.min(plane, voices.length - 1)]], plane);
    }
    return this.#kernels.outputs;
  }

  #openBits(packet: Uint8Array): BitReader {
    const { frame } = this.#kernels;
    if (packet.length > MAX_FRAME_BYTES) throw new BadFrame(`Expected a frame, got ${packet.length} bytes.`);
    frame.set(packet);
    frame.fill(0, packet.length, packet.length + PADDING);
    this.#kernels.openBits(0, packet.length);
    this.#kernels.seedNoise(noiseSeed(packet));
    return new BitReader(frame, 0, packet.length);
  }

  /** Channels with the same windows are added before the transform, which is linear. */
  #transform(voices: readonly Voice[], plane: number): void {
    const kernels = this.#kernels;
    const added: Voice[] = [];
    for (const voice of voices) {
      const same = added.find((other) => isSameWindow(voice, other));
      if (same) kernels.addSpectrum(voice.number, same.number);
      else added.push(voice);
    }
    for (const { number, sequence, shape, previousShape } of added)
      kernels.addFrame(number, plane, sequence, shape, previousShape);
    kernels.takeFrame(plane, 1 / (voices.length * FULL_SCALE));
  }

  /** All voices, or the loudest where they cancel each other. */
  #voicesToMix(voices: readonly Voice[]): readonly Voice[] {
    this.#frames++;
    if (voices.length === 1) return voices;
    const powers = voices.map(({ number }) => this.#kernels.powerOf(number));
    const loudest = Math.max(...powers);
    if (!Number.isFinite(loudest)) throw new BadFrame('Expected a spectrum of numbers.');
    const powerOfMean = this.#kernels.powerOfSum(voices.length) / voices.length ** 2;
    if (powerOfMean >= CANCELLED_POWER * loudest) return voices;
    this.#cancelled++;
    if (this.#cancelled > MIN_CANCELLED_FRAMES && this.#cancelled > this.#frames / 2)
      warnOfCancelling(this.#warnings);
    return [voices[powers.indexOf(loudest)]];
  }

  #readElements(bits: BitReader): Channel[] {
    const channels: Channel[] = [];
    for (let count = 0; count < MAX_ELEMENTS; count++) {
      const kind = bits.unsigned(3);
      if (kind === END) return channels;
      if (kind === SCE || kind === LFE) this.#readSingle(bits, channels);
      else if (kind === CPE) this.#readPair(bits, channels);
      else if (kind === DSE) skipData(bits);
      else if (kind === FIL) this.#skipFill(bits);
      else if (kind === PCE) skipProgramConfig(bits);
      else throw new BadFrame('Expected no coupling channel.');
      if (bits.overrun) throw new OutOfBits();
    }
    throw new BadFrame('Expected the end of the frame.');
  }

  #readSingle(bits: BitReader, channels: Channel[]): void {
    checkRoom(channels.length + 1);
    bits.unsigned(4);
    const number = channels.length;
    const channel = readChannel(this.#kernels, bits, number, BAND_LAYOUTS[this.#rateIndex], undefined);
    this.#kernels.fillNoise(number, channel.ics);
    this.#shapeNoise(number, channel.tns);
    channels.push(channel);
  }

  #readPair(bits: BitReader, channels: Channel[]): void {
    checkRoom(channels.length + 2);
    bits.unsigned(4);
    const kernels = this.#kernels;
    const bands = BAND_LAYOUTS[this.#rateIndex];
    const ics = bits.unsigned(1) === 1 ? readIcsInfo(bits, bands) : undefined;
    const turnsIntensity = ics !== undefined && readMask(bits, ics, kernels.mask);
    const first = channels.length;
    for (const number of [first, first + 1]) channels.push(readChannel(kernels, bits, number, bands, ics));
    for (const number of [first, first + 1]) kernels.fillNoise(number, channels[number].ics);
    if (ics) kernels.joinStereo(first, ics, turnsIntensity);
    for (const number of [first, first + 1]) this.#shapeNoise(number, channels[number].tns);
  }

  #shapeNoise(number: number, filters: readonly TnsFilter[]): void {
    for (const { from, to, isDownward, coefficients } of filters) {
      this.#kernels.filter.set(coefficients);
      this.#kernels.shapeNoise(number, from, to, isDownward, coefficients.length);
    }
  }

  #skipFill(bits: BitReader): void {
    const short = bits.unsigned(4);
    const bytes = short === 15 ? 14 + bits.unsigned(8) : short;
    if (bytes > 0 && SBR_EXTENSIONS.includes(bits.peek32() >>> 28)) this.#bandReplications++;
    if (this.#bandReplications === FRAMES_TO_TRUST) warnOfCore(this.#warnings);
    bits.position += bytes * 8;
  }
}

function isSameWindow(a: Voice, b: Voice): boolean {
  return a.sequence === b.sequence && a.shape === b.shape && a.previousShape === b.previousShape;
}

function checkRoom(channels: number): void {
  if (channels > MAX_CHANNELS)
    throw new BadFrame(`Expected at most ${MAX_CHANNELS} channels, got ${channels}.`);
}

/** Noise comes from the packet alone, so that a passage sounds the same as in the whole song. */
function noiseSeed(packet: Uint8Array): number {
  let seed = packet.length;
  for (const byte of packet.subarray(0, SEED_BYTES)) seed = (seed * 31 + byte) % NOISE_MODULUS;
  return 1 + (seed % (NOISE_MODULUS - 1));
}

function warnOfCore(warnings: WarningList): void {
  warnings.add(
    'band-limited',
    'High-efficiency AAC: only the core, the lower half of the spectrum, is heard.',
  );
}
