import { Button } from '@mantine/core';
import { memo } from 'react';
import type { LibrarySong } from '../../../src/server/library-schema.ts';
import { IconPencil, IconPlaylistAdd } from '../../icons/icons.ts';
import { words as correctionWords } from '../../language/en/corrections.ts';
import { words } from '../../language/en/library.ts';
import { SongList } from '../songs/song-list.tsx';
import classes from './map-page.module.css';

interface MapSideProps {
  /** Listed songs; undefined while they are fetched. */
  readonly songs: readonly (LibrarySong | undefined)[];
  readonly chosen: number;
  readonly inView: number;
  /** Maximum number of listed songs. */
  readonly most: number;
  /** Called near the end of the list. */
  readonly onEnd: (() => void) | undefined;
  readonly onAdd: () => void;
  readonly onCorrect: () => void;
  readonly onClear: () => void;
  readonly onTakeView: () => void;
}

/** List beside the map: songs in view, or chosen ones. */
export const MapSide = memo(function MapSide({
  songs,
  chosen,
  inView,
  most,
  onEnd,
  onAdd,
  onCorrect,
  onClear,
  onTakeView,
}: MapSideProps) {
  return (
    <aside className={classes.side} aria-live="polite">
      <div className={classes.head}>
        <h2>{chosen > 0 ? words.map.chosen(chosen) : words.map.inView(inView)}</h2>
        {chosen > 0 && (
          <Button size="sm" variant="subtle" onClick={onClear}>
            {words.map.clear}
          </Button>
        )}
        {chosen > 0 && (
          <div className={classes.take}>
            <Button variant="filled" size="sm" leftSection={<IconPlaylistAdd size={18} />} onClick={onAdd}>
              {words.map.playlist}
            </Button>
            <Button size="sm" variant="default" leftSection={<IconPencil size={17} />} onClick={onCorrect}>
              {correctionWords.itIs}
            </Button>
          </div>
        )}
        {chosen === 0 && inView > 0 && (
          <Button size="sm" variant="default" onClick={onTakeView}>
            {words.map.takeView}
          </Button>
        )}
      </div>
      <p className={classes.note} data-hint={chosen === 0 && inView > 0 && inView <= most}>
        {noteOn(chosen, inView, most)}
      </p>
      <SongList songs={songs} onEnd={onEnd} />
    </aside>
  );
});

function noteOn(chosen: number, inView: number, most: number): string {
  if (chosen > most) return words.map.first(most);
  if (chosen > 0) return '';
  if (inView === 0) return words.map.nothing;
  return inView > most ? words.map.nearest(most) : words.map.hint;
}
