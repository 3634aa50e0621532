import { useEffect, useRef, useState } from 'react';
import workletUrl from './capture.worklet.ts?worker&url';
import { levelOf, MIN_SECONDS, recordingName, Take } from './take.ts';

export type MicrophoneError =
  /** Permission was denied by the listener or a policy. */
  | 'denied'
  /** No microphone exists, or it was removed. */
  | 'missing'
  /** Browsers allow microphones only on https and on this machine. */
  | 'insecure'
  /** Another program holds it, or something else went wrong. */
  | 'broken';

export type RecorderState =
  | { kind: 'asking' }
  | {
      kind: 'recording';
      seconds: number;
      /** Current level, 0..1. */
      level: number;
      /** Level of each whole second so far, 0..1. */
      levels: readonly number[];
    }
  | { kind: 'error'; error: MicrophoneError };

export interface Recorder {
  readonly state: RecorderState;
  /** Recording so far; undefined before it began. */
  readonly soFar: () => File | undefined;
  /** Ends the recording and hands it over. */
  readonly finish: () => void;
  /** Requests the microphone again. */
  readonly again: () => void;
}

/** Constraints without processing: what makes speech clear distorts music. */
const MUSIC: MediaTrackConstraints = {
  echoCancellation: false,
  noiseSuppression: false,
  autoGainControl: false,
  channelCount: 1,
};

/** Recorder, active while mounted; unsaved recordings are dropped. */
export function useRecorder(onDone: (recording: File) => void): Recorder {
  const [state, setState] = useState<RecorderState>({ kind: 'asking' });
  const [attempt, setAttempt] = useState(0);
  const finish = useRef(() => {});
  const soFar = useRef<() => File | undefined>(() => undefined);
  const done = useRef(onDone);
  done.current = onDone;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt is a new recording.
  useEffect(() => {
    const gone = new AbortController();
    const fail = (error: unknown) => {
      if (!gone.signal.aborted) setState({ kind: 'error', error: errorOf(error) });
    };
    setState({ kind: 'asking' });
    openMicrophone(gone.signal).then(({ context, capture, track }) => {
      const take = new Take(context.sampleRate);
      const end = () => {
        if (gone.signal.aborted) return;
        gone.abort();
        done.current(take.toFile(recordingName(new Date())));
      };
      finish.current = end;
      soFar.current = () => take.toFile('so-far.wav');
      track.onended = () => {
        if (take.seconds >= MIN_SECONDS) end();
        else fail(new DOMException('The microphone is gone.', 'NotFoundError'));
      };
      capture.port.onmessage = ({ data: piece }: MessageEvent<Float32Array>) => {
        take.add(piece);
        if (take.full) end();
        else if (!gone.signal.aborted)
          setState({
            kind: 'recording',
            seconds: take.seconds,
            level: levelOf(piece),
            levels: take.levels(),
          });
      };
    }, fail);
    return () => gone.abort();
  }, [attempt]);

  return {
    state,
    soFar: () => soFar.current(),
    finish: () => finish.current(),
    again: () => setAttempt((old) => old + 1),
  };
}

/** The microphone, until the signal fires. */
async function openMicrophone(signal: AbortSignal) {
  if (!navigator.mediaDevices) throw new DOMException('Expected a secure page.', 'SecurityError');
  const stream = await navigator.mediaDevices.getUserMedia({ audio: MUSIC });
  const [track] = stream.getAudioTracks();
  const stop = () => track!.stop();
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  signal.throwIfAborted();
  const context = new AudioContext();
  signal.addEventListener('abort', () => void context.close());
  await context.audioWorklet.addModule(workletUrl);
  signal.throwIfAborted();
  const capture = new AudioWorkletNode(context, 'capture', { numberOfOutputs: 0 });
  context.createMediaStreamSource(stream).connect(capture);
  await context.resume();
  return { context, capture, track: track! };
}

function errorOf(error: unknown): MicrophoneError {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError') return 'denied';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'missing';
  return name === 'SecurityError' ? 'insecure' : 'broken';
}
