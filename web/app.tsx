import { lazy, Suspense, useLayoutEffect } from 'react';
import { CorrectionsPlace } from './corrections/corrections-place.tsx';
import { DropAnywhere } from './drop/drop-anywhere.tsx';
import { Listen } from './listen/listen.tsx';
import { DockPlace } from './player/dock/dock-place.tsx';
import { Footer } from './shell/footer.tsx';
import { Header } from './shell/header.tsx';
import { PageError } from './shell/page-error.tsx';
import { PATHS, sectionOf } from './shell/pages.ts';
import { usePath } from './shell/router.ts';
import { HAS_SERVER } from './shell/site.ts';
import { PageSkeleton } from './shell/skeleton.tsx';

const HowItWorks = lazy(async () => ({ default: (await import('./how/how-it-works.tsx')).HowItWorks }));
const Library = lazy(async () => ({
  default: (await import('./library/library.tsx')).Library,
}));
const Models = lazy(async () => ({ default: (await import('./models/models.tsx')).Models }));
const About = lazy(async () => ({ default: (await import('./about/about.tsx')).About }));
const Missing = lazy(async () => ({ default: (await import('./missing/missing.tsx')).Missing }));
const HealthPage = lazy(async () => ({
  default: (await import('./health/health.tsx')).HealthPage,
}));

export function App() {
  const path = usePath();
  // What the document shows until there is this.
  useLayoutEffect(() => document.getElementById('first')?.remove(), []);
  return (
    <>
      <Header path={path} />
      <PageError key={sectionOf(path)}>
        <Suspense fallback={<PageSkeleton />}>{pageAt(path)}</Suspense>
      </PageError>
      <Footer />
      <DockPlace />
      <CorrectionsPlace />
      <DropAnywhere path={path} />
    </>
  );
}

function pageAt(path: string) {
  if (path === PATHS.listen) return <Listen />;
  if (HAS_SERVER && sectionOf(path) === PATHS.library) return <Library path={path} />;
  if (path === PATHS.how) return <HowItWorks />;
  if (path === PATHS.models) return <Models />;
  if (path === PATHS.about) return <About />;
  if (HAS_SERVER && path === PATHS.health) return <HealthPage />;
  return <Missing />;
}
