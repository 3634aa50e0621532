import { Button } from '@mantine/core';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import type { Prediction } from '../../src/classify/prediction.ts';
import { IconColumns3, IconEraser } from '../icons/icons.ts';
import { words as compareWords } from '../language/en/compare.ts';
import { words as withoutWords } from '../language/en/without.ts';
import type { SongState } from '../queue/queue.ts';
import classes from './song-detail.module.css';

const Compare = lazy(async () => ({ default: (await import('../compare/compare.tsx')).Compare }));

const Ablation = lazy(async () => ({ default: (await import('../ablation/ablation.tsx')).Ablation }));

interface OnDemandSectionsProps {
  readonly file: File;
  readonly done: Extract<SongState, { kind: 'done' }>;
  /** Prediction that can be explained by leaving parts of the sound out. */
  readonly explained: Prediction | undefined;
}

/** Sections that analyse the song further, each when its button is pressed. */
export function OnDemandSections({ file, done: { prediction, engine }, explained }: OnDemandSectionsProps) {
  return (
    <div className={classes.demands}>
      {explained && (
        <OnDemand icon={IconEraser} label={withoutWords.open}>
          <Ablation file={file} prediction={explained} />
        </OnDemand>
      )}
      <OnDemand icon={IconColumns3} label={compareWords.open}>
        <Compare file={file} prediction={prediction} engine={engine} />
      </OnDemand>
    </div>
  );
}

interface OnDemandProps {
  readonly icon: typeof IconEraser;
  readonly label: string;
  readonly children: ReactNode;
}

function OnDemand({ icon: Icon, label, children }: OnDemandProps) {
  const [opened, setOpened] = useState(false);
  if (opened) return <Suspense>{children}</Suspense>;
  return (
    <Button variant="default" leftSection={<Icon size={17} />} onClick={() => setOpened(true)}>
      {label}
    </Button>
  );
}
