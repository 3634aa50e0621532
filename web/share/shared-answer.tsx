import { Button } from '@mantine/core';
import { type CSSProperties, useEffect, useState } from 'react';
import { words } from '../language/en/history.ts';
import { LabelledAnswer } from '../listen/labelled-answer.tsx';
import { Answer } from '../listen/outcome.tsx';
import timelineClasses from '../player/timeline.module.css';
import { Axis, GenreTimeline } from '../player/timeline.tsx';
import { Turntable } from '../record/turntable.tsx';
import { genreFill } from '../theme/palette.ts';
import { answerIn } from './answer-address.ts';
import type { RememberedAnswer } from './answer-record.ts';
import classes from './shared-answer.module.css';

/** An answer that came with the address: what was heard, without the song. */
export function SharedAnswer({ fragment, onClose }: { fragment: string; onClose: () => void }) {
  const [answer, setAnswer] = useState<RememberedAnswer | null>();
  useEffect(() => {
    void answerIn(fragment).then((found) => setAnswer(found ?? null));
  }, [fragment]);
  if (answer === undefined) return <div className={classes.answer} aria-busy="true" />;
  if (answer === null) {
    return (
      <article className={classes.answer}>
        <h1 className={classes.broken}>{words.broken}</h1>
        <p className={classes.lead}>{words.brokenLead}</p>
        <Own onClose={onClose} />
      </article>
    );
  }
  const { prediction, title, artist, name, label } = answer;
  const { outside, unsure, genre, durationSeconds, model } = prediction;
  const claimed = outside || unsure ? null : genre;
  const shown = label === undefined ? claimed : label;
  const tint = shown === null ? 'var(--wave)' : genreFill(shown);
  return (
    <article className={classes.answer} style={{ '--tint': tint } as CSSProperties}>
      <div className={classes.top}>
        <div className={classes.words}>
          <h1 className={classes.name}>{title ? [title, artist].filter(Boolean).join(' · ') : name}</h1>
          {label === undefined ? (
            <Answer prediction={prediction} />
          ) : (
            <LabelledAnswer label={label} by={words.said} prediction={prediction} />
          )}
        </div>
        <div className={classes.record}>
          <Turntable prediction={prediction} spinning={false} />
        </div>
      </div>
      {!outside && prediction.segments.length > 0 && (
        <>
          <div className={timelineClasses.course}>
            <GenreTimeline prediction={prediction} axisSeconds={durationSeconds} />
          </div>
          <Axis seconds={durationSeconds} />
        </>
      )}
      <p className={classes.lead}>
        {words.shared} {words.heardBy(`${model.name} ${model.version}`)}.
      </p>
      <Own onClose={onClose} />
    </article>
  );
}

function Own({ onClose }: { onClose: () => void }) {
  return (
    <Button size="md" variant="filled" onClick={onClose}>
      {words.own}
    </Button>
  );
}
