import { memo, useDeferredValue, useState } from 'react';
import { words } from '../language/en/how.ts';
import { Page } from '../shell/page.tsx';
import { Skeleton } from '../shell/skeleton.tsx';
import { Cursor } from './cursor.tsx';
import { BeyondGenre } from './description-steps.tsx';
import classes from './how-it-works.module.css';
import { Confidence, Leakage, Neighbours, Networks } from './model-steps.tsx';
import { Harmony, Parts, Shape, Tempo } from './music-steps.tsx';
import { type SoundAnalysis, type SoundRequest, secondsOf } from './sound-analysis.ts';
import { MelBands, MfccShape, Moment, type ShownProps, Spectrum, Wave } from './sound-steps.tsx';
import { Step } from './step.tsx';
import { useAnalysis } from './use-analysis.ts';
import { usePlayback } from './use-playback.ts';

const tune = (): SoundRequest => ({ kind: 'tune', name: words.tune });
/** First frame shown, at which a chord rings and a drum has just been hit. */
const FIRST_FRAME = 132;

/** Explanation page: one cursor moves all pictures. */
export function HowItWorks() {
  const { analysis, busy, failure, analyse } = useAnalysis(tune());
  return (
    <Page title={words.title} lead={words.lead}>
      {failure && (
        <p role="alert" className={classes.failure}>
          {words.failed(failure)}
        </p>
      )}
      <div className={classes.story} aria-busy={busy && !analysis}>
        {busy && !analysis ? (
          <Step title={words.wave.title} text={words.wave.text}>
            <Skeleton titled={false} />
          </Step>
        ) : (
          <>
            {analysis && <SoundStory key={analysis.name} analysis={analysis} busy={busy} analyse={analyse} />}
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
  readonly analysis: SoundAnalysis;
  readonly busy: boolean;
  readonly analyse: (request: SoundRequest) => void;
}

function SoundStory({ analysis, busy, analyse }: SoundStoryProps) {
  const { frames, sampleRate, samples } = analysis;
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
  const shown = { analysis, frame };
  // The needle follows the hand; the pictures follow the needle when there is time.
  const later = { analysis, frame: useDeferredValue(frame) };
  // The needle stays in sight as long as there is something for it to move.
  return (
    <div>
      <Cursor
        {...shown}
        onFrame={setFrame}
        playing={playback.playing === 'all'}
        onPlay={() => play('all', samples)}
        onFile={(file) => analyse({ kind: 'file', file })}
        onReset={analysis.name === words.tune ? undefined : () => analyse(tune())}
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
