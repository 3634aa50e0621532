import { lazy, Suspense } from 'react';
import { useStore } from '../shell/store.ts';
import { useLatch } from '../shell/use-latch.ts';
import { notice, openQuestion } from './label-state.ts';

const Corrections = lazy(async () => ({ default: (await import('./corrections.tsx')).Corrections }));

/** The chooser of genres and what came of it, on every page, from the first question on. */
export function LazyCorrections() {
  const question = useStore(openQuestion);
  const told = useStore(notice);
  const needed = useLatch(question !== undefined || told !== undefined);
  return <Suspense>{needed && <Corrections />}</Suspense>;
}
