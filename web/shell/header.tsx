import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { startTransition } from 'react';
import { IconMoon, IconSun } from '../icons/icons.ts';
import { strings } from '../language/en/main.ts';
import classes from './header.module.css';
import { Link } from './link.tsx';
import { Mark } from './mark.tsx';
import { navigation, sectionOf } from './pages.ts';

/** @param path of the page that is shown. */
export function Header({ path }: { path: string }) {
  return (
    <header className={classes.header}>
      <a className={classes.skip} href="#main">
        {strings.nav.skip}
      </a>
      <Link className={classes.brand} href="/">
        <Mark />
        {strings.name}
      </Link>
      <nav className={classes.nav} aria-label={strings.nav.label}>
        {navigation().map(({ href, name }) => (
          <Link
            key={href}
            className={classes.link}
            href={href}
            aria-current={href === sectionOf(path) ? 'page' : undefined}
          >
            {name}
          </Link>
        ))}
      </nav>
      <ThemeToggle />
    </header>
  );
}

function ThemeToggle() {
  // Transitions are off meanwhile: they would compute every element's style twice more.
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const dark = useComputedColorScheme('light', { getInitialValueInEffect: false }) === 'dark';
  const wear = (scheme: 'light' | 'dark') => {
    // Style sheets follow at once; canvases are redrawn after the next frame.
    document.documentElement.setAttribute('data-mantine-color-scheme', scheme);
    requestAnimationFrame(() => setTimeout(() => startTransition(() => setColorScheme(scheme))));
  };
  return (
    <ActionIcon
      variant="subtle"
      size={44}
      radius="xl"
      aria-label={dark ? strings.theme.toLight : strings.theme.toDark}
      onClick={() => wear(dark ? 'light' : 'dark')}
    >
      {dark ? <IconSun size={20} stroke={1.8} /> : <IconMoon size={20} stroke={1.8} />}
    </ActionIcon>
  );
}
