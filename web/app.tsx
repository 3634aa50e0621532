import { Suspense, useLayoutEffect } from 'react';
import { LazyCorrections } from './corrections/lazy-corrections.tsx';
import { DropAnywhere } from './drop/drop-anywhere.tsx';
import { Listen } from './listen/listen.tsx';
import { LazyDock } from './player/dock/lazy-dock.tsx';
import { Footer } from './shell/footer.tsx';
import { Header } from './shell/header.tsx';
import { lazyPage } from './shell/lazy-page.tsx';
import { PageError } from './shell/page-error.tsx';
import { PATHS, sectionOf } from './shell/pages.ts';
import { currentPath, usePath } from './shell/router.ts';
import { HAS_SERVER } from './shell/site.ts';
import { PageSkeleton } from './shell/skeleton.tsx';

const HowItWorks = lazyPage(async () => (await import('./how/how-it-works.tsx')).HowItWorks);
const Library = lazyPage(async () => {
  const { Library, askFirst } = await import('./library/library.tsx');
  await askFirst(currentPath());
  return Library;
});
const Models = lazyPage(async () => (await import('./models/models.tsx')).Models);
const About = lazyPage(async () => (await import('./about/about.tsx')).About);
const Missing = lazyPage(async () => (await import('./not-found/not-found.tsx')).NotFound);
const HealthPage = lazyPage(async () => (await import('./health/health.tsx')).HealthPage);

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
      <LazyDock />
      <LazyCorrections />
      <DropAnywhere path={path} />
    </>
  );
}

/** Loads the code of the page at a path. */
export async function loadPage(path: string): Promise<void> {
  if (path !== PATHS.listen) await lazyPageAt(path).load();
}

function pageAt(path: string) {
  if (path === PATHS.listen) return <Listen />;
  const LazyPage = lazyPageAt(path);
  return <LazyPage path={path} />;
}

function lazyPageAt(path: string) {
  if (HAS_SERVER && sectionOf(path) === PATHS.library) return Library;
  if (path === PATHS.how) return HowItWorks;
  if (path === PATHS.models) return Models;
  if (path === PATHS.about) return About;
  if (HAS_SERVER && path === PATHS.health) return HealthPage;
  return Missing;
}
