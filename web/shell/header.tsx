import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconMoon, IconSun } from '@tabler/icons-react';
import { strings } from '../strings.ts';
import classes from './header.module.css';
import { Mark } from './mark.tsx';

export function Header() {
  return (
    <header className={classes.header}>
      <a className={classes.skip} href="#listen">
        {strings.nav.skip}
      </a>
      <a className={classes.brand} href="/">
        <Mark />
        {strings.name}
      </a>
      <nav className={classes.nav} aria-label={strings.nav.label}>
        <a className={classes.link} href="/" aria-current="page">
          {strings.nav.listen}
        </a>
        <a className={classes.link} href="/api/docs">
          {strings.nav.api}
        </a>
        <ThemeToggle />
      </nav>
    </header>
  );
}

function ThemeToggle() {
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('light', { getInitialValueInEffect: false }) === 'dark';
  return (
    <ActionIcon
      variant="subtle"
      size={44}
      radius="xl"
      aria-label={dark ? strings.theme.toLight : strings.theme.toDark}
      onClick={() => setColorScheme(dark ? 'light' : 'dark')}
    >
      {dark ? <IconSun size={20} stroke={1.8} /> : <IconMoon size={20} stroke={1.8} />}
    </ActionIcon>
  );
}
