import { BadFrame, type BitReader, OutOfBits } from '../bit-reader.ts';
import { gainOf, type Kernels, MAX_BANDS } from './aac-kernels.ts';
import type { BandLayout } from './bands.ts';
import { power43 } from './codebooks.ts';
import { type IcsInfo, readIcsInfo } from './ics-info.ts';
import { readTns, type TnsFilter } from './tns.ts';

/** Decoded channel of a frame. Its lines are in kernel memory. */
export interface Channel {
  readonly ics: IcsInfo;
  readonly tns: readonly TnsFilter[];
}

interface Pulse {
  readonly line: number;
  readonly amplitude: number;
}

const FRAME_LINES = 1024;
/** Codebook numbers without codes: zero, noise (PNS), and intensity. */
const ZERO_BAND = 0;
const NOISE_BAND = 13;
const NO_PULSES: readonly Pulse[] = [];
const NO_FILTERS: readonly TnsFilter[] = [];

/** Reads individual_channel_stream: the lines of the channel of that number, dequantised. @throws BadFrame {OutOfBits} */
export function readChannel(
  kernels: Kernels,
  bits: BitReader,
  number: number,
  bands: BandLayout,
  common: IcsInfo | undefined,
): Channel {
  const globalGain = bits.unsigned(8);
  const ics = common ?? readIcsInfo(bits, bands);
  moveTo(bits, kernels.readFactors(number, bits.position, globalGain, ics));
  const pulses = bits.unsigned(1) === 1 ? readPulses(bits, ics) : NO_PULSES;
  const tns = bits.unsigned(1) === 1 ? readTns(bits, ics) : NO_FILTERS;
  if (bits.unsigned(1) === 1) throw new BadFrame('Expected AAC-LC, got gain control.');
  moveTo(bits, kernels.readSpectrum(number, bits.position, ics));
  for (const pulse of pulses) addPulse(kernels, number, ics, pulse);
  return { ics, tns };
}

function moveTo(bits: BitReader, position: number): void {
  if (position < 0) throw new OutOfBits();
  bits.position = position;
}

function readPulses(bits: BitReader, ics: IcsInfo): Pulse[] {
  if (ics.isShort) throw new BadFrame('Expected no pulses in short windows.');
  const count = bits.unsigned(2) + 1;
  let line = ics.offsets[bits.unsigned(6)] ?? FRAME_LINES;
  return Array.from({ length: count }, () => {
    line += bits.unsigned(5);
    if (line >= FRAME_LINES) throw new BadFrame('Expected pulses inside the spectrum.');
    return { line, amplitude: bits.unsigned(4) };
  });
}

/**
 * Adds one pulse to a spectral line. The coded value is recovered from the dequantized line: pulses are too
 * rare to keep the integers.
 */
function addPulse(kernels: Kernels, number: number, ics: IcsInfo, { line, amplitude }: Pulse): void {
  const band = ics.offsets.findIndex((_, i) => ics.offsets[i + 1] > line);
  const index = number * MAX_BANDS + band;
  const codebook = kernels.codebooks[index];
  if (band >= ics.maxSfb || codebook === ZERO_BAND || codebook >= NOISE_BAND) return;
  const gain = gainOf(kernels.factors[index]);
  const spectrum = kernels.spectra[number];
  const coded = Math.sign(spectrum[line]) * Math.round((Math.abs(spectrum[line]) / gain) ** (3 / 4));
  spectrum[line] = power43(coded > 0 ? coded + amplitude : coded - amplitude) * gain;
}
