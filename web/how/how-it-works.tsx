import { memo, useDeferredValue, useState } from 'react';
import { Page } from '../shell/page.tsx';
import { Skeleton } from '../shell/skeleton.tsx';
import { words } from '../strings.how.ts';
import { Cursor } from './cursor.tsx';
import { BeyondGenre } from './description-steps.tsx';
import classes from './how-it-works.module.css';
import { Confidence, Leakage, Neighbours, Networks } from './model-steps.tsx';
import { Harmony, Parts, Shape, Tempo } from './music-steps.tsx';
import { type Hearing, type HearingRequest, secondsOf } from './sound-analysis.ts';
import { MelBands, MfccShape, Moment, type ShownProps, Spectrum, Wave } from './sound-steps.tsx';
import { Step } from './step.tsx';
import { useHearing } from './use-analysis.ts';
import { usePlayback } from './use-playback.ts';

const tune = (): HearingRequest => ({ kind: 'tune', name: words.tune });
/** First frame shown, at which a chord rings and a drum has just been hit. */
const FIRST_FRAME = 132;

/** Explanation page: one cursor moves all pictures. */
export function HowItWorks() {
  const { hearing, busy, failure, ask } = useHearing(tune());
  return (
    <Page title={words.title} lead={words.lead}>
      {failure && (
        <p role="alert" className={classes.failure}>
          {words.failed(failure)}
        </p>
      )}
      <div className={classes.story} aria-busy={busy && !hearing}>
        {busy && !hearing ? (
          <Step title={words.wave.title} text={words.wave.text}>
            <Skeleton titled={false} />
          </Step>
        ) : (
          <>
            {hearing && <SoundStory key={hearing.name} hearing={hearing} busy={busy} ask={ask} />}
            <Neighbours />
            <Networks />
            <BeyondGenre />
            <Leakage />
            <Confidence />
          </>
        )}
      </div>
    </Page>
  );
}

interface SoundStoryProps {
  readonly hearing: Hearing;
  readonly busy: boolean;
  readonly ask: (request: HearingRequest) => void;
}

function SoundStory({ hearing, busy, ask }: SoundStoryProps) {
  const { frames, sampleRate, samples } = hearing;
  const [frame, setFrame] = useState(Math.min(FIRST_FRAME, frames - 1));
  const playback = usePlayback((seconds) =>
    setFrame(Math.min(frames - 1, Math.round(seconds / secondsOf(1, sampleRate)))),
  );
  const play = (name: string, sound: Float32Array) => {
    // At the very end there is nothing left to play.
    const from = frame > frames - 20 ? 0 : secondsOf(frame, sampleRate);
    if (playback.playing === name) playback.stop();
    else playback.play(name, sound, sampleRate, from);
  };
  const shown = { hearing, frame };
  // The needle follows the hand; the pictures follow the needle when there is time.
  const later = { hearing, frame: useDeferredValue(frame) };
  // The needle stays in sight as long as there is something for it to move.
  return (
    <div>
      <Cursor
        {...shown}
        onFrame={setFrame}
        playing={playback.playing === 'all'}
        onPlay={() => play('all', samples)}
        onFile={(file) => ask({ kind: 'file', file })}
        onReset={hearing.name === words.tune ? undefined : () => ask(tune())}
        busy={busy}
      />
      <Wave {...shown} onFrame={setFrame} />
      <Pictures {...later} />
      <Parts {...shown} playing={playback.playing} onPlay={play} />
      <LaterTempo {...later} />
    </div>
  );
}

const Pictures = memo(function Pictures(shown: ShownProps) {
  return (
    <>
      <Moment {...shown} />
      <Spectrum {...shown} />
      <MelBands {...shown} />
      <MfccShape {...shown} />
      <Harmony {...shown} />
      <Shape {...shown} />
    </>
  );
});

const LaterTempo = memo(Tempo);
