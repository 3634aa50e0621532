import { ActionIcon, Button } from '@mantine/core';
import { useRef } from 'react';
import { FORMATS_IN_WORDS } from '../error-message.ts';
import { IconMusicPlus, IconPlayerPauseFilled, IconPlayerPlayFilled, IconRestore } from '../icons/icons.ts';
import { words } from '../language/en/how.ts';
import classes from './cursor.module.css';
import { type SoundAnalysis, secondsOf } from './sound-analysis.ts';

/** Accepted file types, from the table of formats; systems that know media types show all audio. */
const ACCEPTED = ['audio/*', ...FORMATS_IN_WORDS.split(', ').map((name) => `.${name}`)].join();

interface CursorProps {
  readonly analysis: SoundAnalysis;
  readonly frame: number;
  readonly onFrame: (frame: number) => void;
  readonly playing: boolean;
  readonly onPlay: () => void;
  readonly onFile: (file: File) => void;
  /** Resets to the tune, if another sound is shown. */
  readonly onReset: (() => void) | undefined;
  readonly busy: boolean;
}

/** Bar that stays in view: the position in all pictures, the sound, and the choice of one's own song. */
export function Cursor({ analysis, frame, onFrame, playing, onPlay, onFile, onReset, busy }: CursorProps) {
  const input = useRef<HTMLInputElement>(null);
  const seconds = secondsOf(frame, analysis.sampleRate).toFixed(2);
  return (
    <section className={classes.needle} aria-label={words.needle.label}>
      <ActionIcon
        size={44}
        variant="filled"
        aria-label={playing ? words.needle.stop : words.needle.play}
        onClick={onPlay}
      >
        {playing ? <IconPlayerPauseFilled size={20} /> : <IconPlayerPlayFilled size={20} />}
      </ActionIcon>
      <div className={classes.middle}>
        <span className={classes.name}>{busy ? words.busy : analysis.name}</span>
        <input
          className={classes.range}
          type="range"
          min={0}
          max={analysis.frames - 1}
          value={frame}
          aria-label={words.needle.label}
          aria-valuetext={words.needle.at(seconds)}
          onChange={(event) => onFrame(event.currentTarget.valueAsNumber)}
        />
      </div>
      <output className={classes.time}>{words.needle.at(seconds)}</output>
      <input
        ref={input}
        type="file"
        hidden
        accept={ACCEPTED}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          if (file) onFile(file);
          event.currentTarget.value = '';
        }}
      />
      <Button
        classNames={{ root: classes.own!, section: classes.ownSign!, label: classes.ownName! }}
        variant="default"
        size="sm"
        leftSection={onReset ? <IconRestore size={18} /> : <IconMusicPlus size={18} />}
        title={onReset ? words.needle.reset : words.needle.own}
        onClick={onReset ?? (() => input.current?.click())}
      >
        {onReset ? words.needle.reset : words.needle.own}
      </Button>
    </section>
  );
}
