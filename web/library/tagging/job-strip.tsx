import { Button } from '@mantine/core';
import { errorMessage } from '../../error-message.ts';
import { words } from '../../language/en/library.ts';
import { isTranslated } from '../../language/spoken.ts';
import classes from './job-strip.module.css';
import type { TagJobState } from './use-tag-job.ts';

/** Progress or end of a writing job; nothing without one. */
export function JobStrip({ job, onCancel }: { job: TagJobState; onCancel: () => void }) {
  if (job.kind === 'idle') return null;
  if (job.kind === 'running') return <Running job={job} onCancel={onCancel} />;
  if (job.kind === 'failed') {
    return (
      <section className={classes.job}>
        <p role="alert">{words.tags.failed(job.message)}</p>
      </section>
    );
  }
  const textOf = job.undoes ? words.tags.undone : words.tags.written;
  return (
    <section className={classes.job}>
      <p role="status">{textOf(job.written)}</p>
      {job.failed.length > 0 && (
        <>
          <p>{words.tags.failedFiles(job.failed.length)}</p>
          <ul>
            {job.failed.map(({ file, code, message }) => (
              <li key={`${file.folder} ${file.name}`}>
                <strong>{file.name}</strong>{' '}
                {isTranslated() ? words.tags.reason(code) : errorMessage(code, message)}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

interface RunningProps {
  readonly job: Extract<TagJobState, { kind: 'running' }>;
  readonly onCancel: () => void;
}

function Running({ job, onCancel }: RunningProps) {
  const { done, total, undoes, lost } = job;
  const text = (undoes ? words.tags.undoing : words.tags.writing)(done, total);
  return (
    <section className={classes.job}>
      <div className={classes.running}>
        <p>{lost ? words.error.lost : text}</p>
        <Button variant="default" size="compact-md" onClick={onCancel}>
          {words.tags.cancel}
        </Button>
      </div>
      <progress aria-label={text} {...(total > 0 ? { value: done, max: total } : {})} />
    </section>
  );
}
