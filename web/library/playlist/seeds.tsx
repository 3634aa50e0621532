import type { LibrarySong } from '../../../src/server/library-schema.ts';
import { IconX } from '../../icons/icons.ts';
import { words } from '../../language/en/library.ts';
import { Cover } from '../cover.tsx';
import { artistOf, titleOf } from '../song-words.ts';
import classes from './builder.module.css';
import { MAX_SEEDS, type Recipe } from './recipe.ts';
import { SongPicker } from './song-picker.tsx';

export interface PartProps {
  readonly recipe: Recipe;
  readonly onChange: (changes: Partial<Recipe>) => void;
}

/** Songs that it shall sound like. */
export function Seeds({ recipe: { seeds }, onChange }: PartProps) {
  const add = (song: LibrarySong) => {
    const others = seeds.filter(({ id }) => id !== song.id);
    onChange({ seeds: [...others, song].slice(-MAX_SEEDS) });
  };
  return (
    <div className={classes.part}>
      <SongPicker label={words.playlist.find} onSong={add} />
      {seeds.length === 0 ? (
        <p className={classes.note}>{words.playlist.seedsNone}</p>
      ) : (
        <ul className={classes.seeds} aria-label={words.playlist.seeds}>
          {seeds.map((song) => (
            <li key={song.id}>
              <Cover song={song} size={32} />
              <span className={classes.seed}>
                <strong>{titleOf(song)}</strong> {artistOf(song)}
              </span>
              <button
                type="button"
                aria-label={words.playlist.removeSeed(titleOf(song))}
                onClick={() => onChange({ seeds: seeds.filter(({ id }) => id !== song.id) })}
              >
                <IconX size={15} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** The first song and the last. */
export function Ends({ recipe, onChange }: PartProps) {
  return (
    <div className={classes.part}>
      {(['from', 'to'] as const).map((end) => (
        <SongPicker
          key={end}
          label={words.playlist[end]}
          song={recipe[end]}
          onSong={(song) => onChange({ [end]: song })}
        />
      ))}
    </div>
  );
}
