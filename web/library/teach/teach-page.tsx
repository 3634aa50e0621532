import { type ReactNode, useState } from 'react';
import type { LibrarySummary } from '../../../src/server/library-schema.ts';
import { words } from '../../language/en/teach.ts';
import { ErrorNotice } from '../error-notice.tsx';
import { LibraryFrame } from '../frame.tsx';
import { LabelHistory } from './label-history.tsx';
import { ModelList } from './model-list.tsx';
import classes from './teach-page.module.css';
import { TrainCard } from './train-card.tsx';
import { useTraining } from './use-training.ts';

interface TeachPageProps {
  readonly path: string;
  readonly strip: ReactNode;
  readonly summary: LibrarySummary;
  readonly changes: number;
  /** Songs are heard anew. */
  readonly onScan: () => void;
}

/** Page of labels, and of models made from them. */
export function TeachPage({ path, strip, summary, changes, onScan }: TeachPageProps) {
  const [tags, setTags] = useState(true);
  const { training, run, error, start, cancel, refresh } = useTraining(tags, changes);
  const { scannable } = summary;
  return (
    <LibraryFrame title={words.title} path={path} lead={words.lead}>
      {strip}
      {error !== undefined && <ErrorNotice error={error} onRetry={refresh} />}
      <div className={classes.desk} aria-busy={training === undefined}>
        <div>
          <TrainCard
            {...{ training, run, tags }}
            mayTrain={scannable}
            onTags={setTags}
            onStart={start}
            onCancel={cancel}
          />
          {training && (
            <ModelList
              training={training}
              mayTrain={scannable}
              onChosen={() => {
                refresh();
                onScan();
              }}
            />
          )}
        </div>
        {/* With the rest, so that nothing moves. */}
        {training && <LabelHistory changes={changes} mayTeach={scannable} />}
      </div>
    </LibraryFrame>
  );
}
