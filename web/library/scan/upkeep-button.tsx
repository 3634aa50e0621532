import { Button } from '@mantine/core';
import { useEffect } from 'react';
import type { Upkeep } from '../../../src/server/library-schema.ts';
import { IconPlayerPause, IconPlayerPlay } from '../../icons/icons.ts';
import { words } from '../../language/en/library.ts';
import { pauseUpkeep } from '../api/scans.ts';

interface UpkeepButtonProps {
  readonly upkeep: Upkeep;
  /** Asks the server how it stands: it begins scans by itself. */
  readonly refresh: () => void;
}

const REFRESH_MS = 10_000;

/** Pauses what the server does by itself to keep the library up to date. */
export function UpkeepButton({ upkeep: { paused, watching, scanAt }, refresh }: UpkeepButtonProps) {
  useEffect(() => {
    if (paused) return;
    const timer = setInterval(refresh, REFRESH_MS);
    return () => clearInterval(timer);
  }, [paused, refresh]);
  const Icon = paused ? IconPlayerPlay : IconPlayerPause;
  return (
    <Button
      variant="default"
      size="sm"
      leftSection={<Icon size={17} />}
      title={words.upkeep.explained(watching, scanAt)}
      onClick={() => pauseUpkeep(!paused).then(refresh, refresh)}
    >
      {paused ? words.upkeep.goOn : words.upkeep.pause}
    </Button>
  );
}
