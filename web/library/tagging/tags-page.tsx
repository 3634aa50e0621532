import { Button } from '@mantine/core';
import { type ReactNode, useCallback, useState } from 'react';
import type { LibrarySummary, TagPlan } from '../../../src/server/library-schema.ts';
import { words } from '../../language/en/library.ts';
import { useStore } from '../../shell/store.ts';
import { planTags } from '../api/tags.ts';
import { ErrorNotice } from '../error-notice.tsx';
import { LibraryFrame } from '../frame.tsx';
import { selection } from '../library-state.ts';
import { JobStrip } from './job-strip.tsx';
import { Journal } from './journal.tsx';
import { PlanView } from './plan-view.tsx';
import { Rules } from './rules.tsx';
import { isComplete, requestOf, START, type TagChoices } from './tag-choices.ts';
import classes from './tags-page.module.css';
import { useSample } from './use-sample.ts';
import { useTagJob } from './use-tag-job.ts';
import { WritingIsOff } from './writing-is-off.tsx';

interface TagsPageProps {
  readonly path: string;
  readonly strip: ReactNode;
  readonly summary: LibrarySummary;
}

/** Page of tags: plans are reviewed before they are written. */
export function TagsPage({ path, strip, summary }: TagsPageProps) {
  const { ids } = useStore(selection);
  const [choices, setChoices] = useState<TagChoices>({ ...START, scope: ids.size > 0 ? 'selected' : 'all' });
  const [plan, setPlan] = useState<TagPlan>();
  const [planning, setPlanning] = useState(false);
  const [error, setError] = useState<unknown>();
  const [journalVersion, setJournalVersion] = useState(0);
  const onEnd = useCallback(() => {
    setPlan(undefined);
    setJournalVersion((version) => version + 1);
  }, []);
  const [job, controls] = useTagJob(onEnd);

  const makePlan = async () => {
    setPlanning(true);
    setError(undefined);
    controls.dismiss();
    await planTags(requestOf(choices, [...ids])).then(setPlan, setError);
    setPlanning(false);
  };
  return (
    <LibraryFrame title={words.tags.title} path={path} lead={words.tags.lead}>
      {strip}
      {!summary.writable && <WritingIsOff />}
      <div className={classes.desk}>
        <PlanForm
          choices={choices}
          onChange={(changed) => {
            setChoices(changed);
            setPlan(undefined);
          }}
          ids={ids}
          genres={summary.genres.map(({ genre }) => genre)}
          planning={planning}
          busy={job.kind === 'running'}
          onPlan={() => void makePlan()}
        />
        <div className={classes.plan}>
          {error !== undefined && <ErrorNotice error={error} />}
          <JobStrip job={job} onCancel={controls.cancel} />
          {plan && job.kind !== 'running' && (
            <PlanView
              key={plan.id}
              plan={plan}
              writable={summary.writable}
              onWrite={() => controls.write(plan.id)}
            />
          )}
          <Journal
            version={journalVersion}
            busy={job.kind === 'running'}
            writable={summary.writable}
            onUndo={controls.undo}
          />
        </div>
      </div>
    </LibraryFrame>
  );
}

interface PlanFormProps {
  readonly choices: TagChoices;
  readonly onChange: (choices: TagChoices) => void;
  /** Selected songs. */
  readonly ids: ReadonlySet<number>;
  /** Genres of the library. */
  readonly genres: readonly string[];
  readonly planning: boolean;
  /** Whether tags are being written. */
  readonly busy: boolean;
  readonly onPlan: () => void;
}

function PlanForm({ choices, onChange, ids, genres, planning, busy, onPlan }: PlanFormProps) {
  const sample = useSample(choices.scope === 'selected' ? [...ids][0] : undefined);
  return (
    <form
      className={classes.rules}
      onSubmit={(event) => {
        event.preventDefault();
        onPlan();
      }}
    >
      <Rules
        choices={choices}
        onChange={(changes) => onChange({ ...choices, ...changes })}
        selected={ids.size}
        genres={genres}
        sample={sample}
      />
      <Button variant="filled" size="md" type="submit" disabled={planning || busy || !isComplete(choices)}>
        {planning ? words.tags.planning(choices.what) : words.tags.plan}
      </Button>
    </form>
  );
}
