import { ActionIcon, Button } from '@mantine/core';
import { useRef } from 'react';
import { IconFolder, IconMicrophone, IconPlus } from '../icons/icons.ts';
import classes from './file-buttons.module.css';

interface FileButtonsProps {
  readonly songs: string;
  readonly folder: string;
  readonly record: string;
  readonly size: 'sm' | 'lg';
  readonly onFiles: (files: File[]) => void;
  readonly onRecord: () => void;
}

/** The ways to a song without dragging: some files, everything in a folder, the microphone. */
export function FileButtons({ songs, folder, record, size, onFiles, onRecord }: FileButtonsProps) {
  return (
    <div className={classes.buttons}>
      <PickButton size={size} main label={songs} icon={IconPlus} onFiles={onFiles} />
      <PickButton size={size} label={folder} icon={IconFolder} onFiles={onFiles} wholeFolder />
      <ChoiceButton size={size} label={record} icon={IconMicrophone} onClick={onRecord} />
    </div>
  );
}

interface ChoiceButtonProps {
  readonly label: string;
  readonly size: 'sm' | 'lg';
  readonly icon: typeof IconPlus;
  /** The first choice: filled, and with its words however small. */
  readonly main?: boolean;
  readonly className?: string;
  readonly onClick: () => void;
}

interface PickButtonProps extends Omit<ChoiceButtonProps, 'onClick' | 'className'> {
  readonly wholeFolder?: boolean;
  readonly onFiles: (files: File[]) => void;
}

function PickButton({ wholeFolder = false, onFiles, ...choice }: PickButtonProps) {
  const input = useRef<HTMLInputElement>(null);
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
      <ChoiceButton
        {...choice}
        className={wholeFolder ? classes.folder : undefined}
        onClick={() => input.current?.click()}
      />
    </>
  );
}

function ChoiceButton({ label, size, icon: Icon, main = false, className, onClick }: ChoiceButtonProps) {
  if (size === 'sm' && !main) {
    return (
      <ActionIcon
        size={36}
        variant="default"
        className={className}
        aria-label={label}
        title={label}
        onClick={onClick}
      >
        <Icon size={17} stroke={2} />
      </ActionIcon>
    );
  }
  return (
    <Button
      size={size}
      variant={main ? 'filled' : 'default'}
      className={className}
      leftSection={<Icon size={size === 'lg' ? 20 : 17} stroke={2} />}
      onClick={onClick}
    >
      {label}
    </Button>
  );
}
