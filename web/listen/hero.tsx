import { useState } from 'react';
import { GENRES } from '../../src/genres.ts';
import type { EngineName } from '../engine/engine.ts';
import { Examples } from '../examples/examples.tsx';
import { genreName, strings } from '../language/en/main.ts';
import { Turntable } from '../record/turntable.tsx';
import { genreInk } from '../theme/palette.ts';
import { EngineSwitch } from './engine-switch.tsx';
import { FileButtons } from './file-buttons.tsx';
import classes from './hero.module.css';

interface HeroProps {
  readonly engine: EngineName;
  readonly onChooseEngine: (engine: EngineName) => void;
  readonly onFiles: (files: File[]) => void;
  readonly onRecord: () => void;
}

/** Invitation shown before the first song. */
export function Hero({ engine, onChooseEngine, onFiles, onRecord }: HeroProps) {
  return (
    <section className={classes.hero}>
      <div className={classes.words}>
        <h1 className={classes.title}>{strings.hero.title}</h1>
        <p className={classes.lead}>{strings.hero.lead}</p>
        <div className={classes.choose}>
          <FileButtons
            size="lg"
            songs={strings.hero.choose}
            folder={strings.hero.folder}
            record={strings.hero.record}
            onFiles={onFiles}
            onRecord={onRecord}
          />
          <p className={classes.anywhere}>{strings.hero.anywhere}</p>
        </div>
        <Examples onFiles={onFiles} />
        <EngineSwitch engine={engine} onChoose={onChooseEngine} />
      </div>
      <RecordButton onFiles={onFiles} />
      <div className={classes.knows}>
        <ul className={classes.genres} aria-label={strings.hero.knows}>
          {GENRES.map((genre) => (
            <li key={genre} style={{ color: genreInk(genre) }}>
              {genreName(genre)}
            </li>
          ))}
        </ul>
        <p className={classes.formats}>{strings.hero.formats}</p>
      </div>
    </section>
  );
}

/** The record is where a song goes: dropped on it, or chosen by a press. The button beside says the same in words. */
function RecordButton({ onFiles }: { onFiles: (files: File[]) => void }) {
  const [over, setOver] = useState(false);
  return (
    <label
      className={classes.record}
      data-over={over}
      onPointerEnter={() => setOver(true)}
      onPointerLeave={() => setOver(false)}
    >
      <input
        type="file"
        hidden
        multiple
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
      <Turntable spinning={over} armShare={over ? 0.02 : undefined} />
      <span className={classes.put} aria-hidden="true">
        {strings.hero.put}
      </span>
    </label>
  );
}
