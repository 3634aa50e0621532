import { Button } from '@mantine/core';
import { IconFolder, IconPlus } from '@tabler/icons-react';
import { useRef } from 'react';
import classes from './file-buttons.module.css';

interface FileButtonsProps {
  songs: string;
  folder: string;
  size: 'sm' | 'lg';
  onFiles: (files: File[]) => void;
}

/** The two ways to choose without dragging: some songs, or everything in a folder. */
export function FileButtons({ songs, folder, size, onFiles }: FileButtonsProps) {
  return (
    <div className={classes.buttons}>
      <PickButton size={size} variant="filled" label={songs} onFiles={onFiles} />
      <PickButton size={size} variant="default" label={folder} onFiles={onFiles} wholeFolder />
    </div>
  );
}

interface PickButtonProps {
  label: string;
  size: 'sm' | 'lg';
  variant: 'filled' | 'default';
  wholeFolder?: boolean;
  onFiles: (files: File[]) => void;
}

function PickButton({ label, size, variant, wholeFolder = false, onFiles }: PickButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  const Icon = wholeFolder ? IconFolder : IconPlus;
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        // Not in React's types; without it a folder cannot be chosen.
        {...(wholeFolder ? { webkitdirectory: '' } : {})}
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          // The same file may be chosen again.
          event.currentTarget.value = '';
        }}
      />
      <Button
        size={size}
        variant={variant}
        className={wholeFolder ? classes.folder : undefined}
        leftSection={<Icon size={size === 'lg' ? 20 : 17} stroke={2} />}
        onClick={() => input.current?.click()}
      >
        {label}
      </Button>
    </>
  );
}
