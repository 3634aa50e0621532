import { useId } from 'react';
import { MAX_TEMPLATE, PLACE_NAMES } from '../../../src/description/comment-template.ts';
import type { LibrarySong } from '../../../src/server/library-schema.ts';
import { words } from '../../language/en/library.ts';
import fields from '../fields.module.css';
import { titleOf } from '../song-words.ts';
import classes from './rules.module.css';
import { commentOf, isTemplate } from './tag-choices.ts';

interface CommentFieldProps {
  readonly comment: string;
  readonly onComment: (comment: string) => void;
  /** The song of the preview; undefined while none is known. */
  readonly sample: LibrarySong | undefined;
}

const text = words.tags.comment;

/** A template of a comment, and what it makes of a song. */
export function CommentField({ comment, onComment, sample }: CommentFieldProps) {
  const preview = useId();
  return (
    <div className={classes.comment}>
      <label className={fields.label}>
        {text.label}
        <input
          className={fields.text}
          maxLength={MAX_TEMPLATE}
          placeholder={text.example}
          aria-describedby={preview}
          value={comment}
          onChange={(event) => onComment(event.currentTarget.value)}
        />
      </label>
      <div className={classes.places}>
        {comment === '' && (
          <button type="button" onClick={() => onComment(text.example)}>
            {text.useExample}
          </button>
        )}
        {PLACE_NAMES.map((name) => (
          <button key={name} type="button" onClick={() => onComment(`${comment}{${name}}`)}>
            {text.places[name as keyof typeof text.places] ?? name}
          </button>
        ))}
      </div>
      <output id={preview} className={classes.preview}>
        {comment.trim() !== '' && <Preview comment={comment} sample={sample} />}
      </output>
    </div>
  );
}

function Preview({ comment, sample }: { comment: string; sample: LibrarySong | undefined }) {
  if (!isTemplate(comment)) return text.wrong;
  if (!sample) return '';
  const made = commentOf(comment, sample);
  if (made.text === null) return text.unknown(titleOf(sample), made.unknown);
  return (
    <>
      {text.of(titleOf(sample))} <ins>{made.text}</ins>
    </>
  );
}
