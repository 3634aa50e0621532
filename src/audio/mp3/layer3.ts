import { BitReader } from '../bit-reader.ts';
import type { Decoder, Emit } from '../packet.ts';
import { type Bands, bandsOf, type Division } from './bands.ts';
import { buildCodes, type Codes } from './codes.ts';
import { type FrameHeader, HEADER_BYTES, parseHeader } from './frame.ts';
import { joinByIntensity } from './intensity.ts';
import { type Kernels, openKernels } from './layer3-kernels.ts';
import {
  createScaleFactors,
  readScaleFactors,
  readScaleFactors2,
  type ScaleFactors,
  setGains,
} from './scale-factors.ts';
import { type GranuleInfo, readSideInfo, type SideInfo, sideInfoBytes } from './side-info.ts';

/** Bytes of main data that a frame may leave to later ones. */
const RESERVOIR_BYTES = 511;
const GRANULE_SLOTS = 18;
const SLOT_SAMPLES = 32;
const CHECKSUM_BYTES = 2;
const SUBBANDS = 32;
const SUBBAND_LINES = 18;
const DIVISIONS: readonly Division[] = ['long', 'short', 'mixed'];
/** Mode extension: how the channels are joint, in bits of a header's last byte. */
const [JOINT, BY_MIDDLE_AND_SIDE, BY_INTENSITY] = [0x40, 0x20, 0x10];
const NOT_SHARED: readonly boolean[] = [];
const SILENCE = { blockType: 0, longSubbands: 0 };

let codes: Codes | undefined;

/** A decoder of layer III of all versions. */
export function createLayer3Decoder(): Decoder {
  codes ??= buildCodes();
  const decoder = new Layer3(codes);
  return { decode: (frame, emit) => decoder.decode(frame, emit), restart: () => decoder.restart() };
}

class Layer3 {
  readonly #kernels: Kernels;
  readonly #codes: Codes;
  readonly #factors: readonly ScaleFactors[] = [createScaleFactors(), createScaleFactors()];
  readonly #bands = new Map<number, Readonly<Record<Division, Bands>>>();
  /** Reader of the main data. */
  readonly #bits: BitReader;
  /** Bands set in kernel memory. */
  #current: Bands | undefined;
  /** Bytes of main data of earlier frames at hand (bit reservoir). */
  #held = 0;

  constructor(codes: Codes) {
    this.#kernels = openKernels(codes.words);
    this.#codes = codes;
    this.#bits = new BitReader(this.#kernels.data);
  }

  restart(): void {
    this.#held = 0;
    this.#kernels.forget();
  }

  /** Emits two planes always, equal for mono. @throws where the frame is damaged */
  decode(frame: Uint8Array, emit: Emit): void {
    const header = parseHeader(frame, 0);
    if (header?.layer !== 3 || frame.length < header.bytes) throw new Error('Expected a frame.');
    const start = HEADER_BYTES + (header.hasChecksum ? CHECKSUM_BYTES : 0);
    const side = new BitReader(frame, start);
    const info = readSideInfo(side, header);
    const main = frame.subarray(start + sideInfoBytes(header), header.bytes);
    const before = this.#held;
    const total = this.#append(main);
    // What came before the song was cut is missing: nothing is heard of this frame but what is left of the last.
    const from = before - info.before;
    this.#decodeGranules(header, frame[3], from < 0 ? undefined : info, 8 * from, 8 * total);
    this.#keep(total);
    const slots = GRANULE_SLOTS * info.granules.length;
    for (let channel = 0; channel < header.channels; channel++) this.#kernels.synthesise(channel, slots);
    const { outputs } = this.#kernels;
    const samples = SLOT_SAMPLES * slots;
    emit((i) => outputs[Math.min(i, header.channels - 1)].subarray(0, samples), samples);
  }

  #append(main: Uint8Array): number {
    const { data } = this.#kernels;
    data.set(main, this.#held);
    const total = this.#held + main.length;
    this.#kernels.openBits(total);
    return total;
  }

  #keep(total: number): void {
    const kept = Math.min(RESERVOIR_BYTES, total);
    this.#kernels.data.copyWithin(0, total - kept, total);
    this.#held = kept;
  }

  #decodeGranules(
    header: FrameHeader,
    mode: number,
    info: SideInfo | undefined,
    from: number,
    end: number,
  ): void {
    const bits = this.#bits;
    let position = from;
    for (let granule = 0; granule < (header.version === 1 ? 2 : 1); granule++) {
      const infos = info?.granules[granule];
      const subbands = [0, 0];
      for (let channel = 0; infos && channel < header.channels; channel++) {
        const until = position + infos[channel].bits;
        bits.position = position;
        position = until;
        if (until > end) {
          this.#kernels.spectra[channel].fill(0);
          continue;
        }
        this.#readFactors(
          header,
          mode,
          infos[channel],
          channel,
          bits,
          granule === 1 ? info.shared[channel] : NOT_SHARED,
        );
        subbands[channel] = this.#readNumbers(header, infos[channel], channel, bits.position, until);
      }
      if (infos) this.#join(header, mode, infos, subbands);
      for (let channel = 0; channel < header.channels; channel++) {
        const { blockType, longSubbands } = infos?.[channel] ?? SILENCE;
        this.#kernels.hybrid(channel, blockType, longSubbands, subbands[channel], GRANULE_SLOTS * granule);
      }
    }
  }

  #readFactors(
    header: FrameHeader,
    mode: number,
    info: GranuleInfo,
    channel: number,
    bits: BitReader,
    shared: readonly boolean[],
  ): void {
    const factors = this.#factors[channel];
    if (header.version === 1) readScaleFactors(bits, info, shared, factors);
    else readScaleFactors2(bits, info, channel === 1 && isBy(mode, BY_INTENSITY), factors);
    const bands = this.#bandsOf(header, info);
    setGains(info, factors, bands, this.#kernels.gains);
    if (bands === this.#current) return;
    this.#current = bands;
    this.#kernels.widths.set(bands.widths);
    this.#kernels.places.set(bands.places);
  }

  /** @returns subbands that hold something */
  #readNumbers(
    _header: FrameHeader,
    info: GranuleInfo,
    channel: number,
    from: number,
    until: number,
  ): number {
    const { pairs, small } = this.#codes;
    const tables = info.tables.map((table) => pairs[table]);
    const lines = this.#kernels.readNumbers(channel, from, until, info.ends, tables, small[info.smallTable]);
    if (info.division === 'long') return Math.ceil(lines / SUBBAND_LINES);
    return lines > 0 ? SUBBANDS : 0;
  }

  #join(header: FrameHeader, mode: number, infos: readonly GranuleInfo[], subbands: number[]): void {
    if (!isBy(mode, BY_MIDDLE_AND_SIDE) && !isBy(mode, BY_INTENSITY)) return;
    const reached = Math.max(...subbands);
    subbands.fill(reached);
    if (!isBy(mode, BY_INTENSITY)) {
      this.#kernels.joinByMiddleAndSide(reached);
      return;
    }
    joinByIntensity(this.#kernels.spectra, {
      bands: this.#bandsOf(header, infos[1]),
      factors: this.#factors[1],
      isFirstVersion: header.version === 1,
      isFine: (infos[1].compression & 1) === 0,
      isBesideMiddleAndSide: isBy(mode, BY_MIDDLE_AND_SIDE),
    });
  }

  #bandsOf({ sampleRate }: FrameHeader, { division }: GranuleInfo): Bands {
    let bands = this.#bands.get(sampleRate);
    if (!bands) {
      const entries = DIVISIONS.map((each) => [each, bandsOf(sampleRate, each)]);
      bands = Object.fromEntries(entries) as Record<Division, Bands>;
      this.#bands.set(sampleRate, bands);
    }
    return bands[division];
  }
}

function isBy(mode: number, way: number): boolean {
  return (mode & 0xc0) === JOINT && (mode & way) !== 0;
}
