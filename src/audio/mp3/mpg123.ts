import { MPEGDecoder } from 'mpg123-decoder';

/** Decodes whole MPEG audio frames to planes. */
export interface FrameDecoder {
  /** Always two planes, equal for mono. @throws where mpg123 gives up on these frames */
  decode(frames: Uint8Array): Float32Array[];
  free(): void;
}

export async function createFrameDecoder(): Promise<FrameDecoder> {
  const decoder = new MPEGDecoder({ enableGapless: false });
  leaveLoopOnError(decoder);
  await decoder.ready;
  return {
    decode: (frames) => decoder.decode(frames).channelData,
    free: () => decoder.free(),
  };
}

/**
 * The wrapper prints an error of mpg123 and asks again, and mpg123 repeats a lasting error for ever.
 * It words the error first: throw there.
 */
function leaveLoopOnError(decoder: object): void {
  Object.assign(decoder, {
    _getErrorMessage(code: number): never {
      throw new Error(`mpg123 error ${code}`);
    },
  });
}
