import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Prediction } from '../../src/classify/prediction.ts';
import { IconCheck, IconLink } from '../icons/icons.ts';
import { strings } from '../language/en/main.ts';
import type { Song } from '../queue/queue.ts';
import { knownTags } from '../tags/file-tags.ts';
import classes from './share-button.module.css';

interface ShareButtonProps {
  readonly file: File;
  readonly prediction: Prediction;
  readonly label: Song['label'];
}

/** Gives an address away that holds the answer; the song stays where it is, and nothing is uploaded. */
export function ShareButton({ file, prediction, label }: ShareButtonProps) {
  const [copied, setCopied] = useState(false);
  /** Address to copy by hand, if the page may not. */
  const [address, setAddress] = useState<string>();
  const share = async () => {
    const [{ fragmentOf }, { recordOf }] = await Promise.all([
      import('../share/answer-address.ts'),
      import('../share/answer-record.ts'),
    ]);
    const fragment = await fragmentOf(recordOf(file.name, prediction, { ...knownTags(file), label }));
    const url = new URL(fragment, location.href).href;
    try {
      await navigator.clipboard.writeText(url);
      setCopied(true);
    } catch {
      setAddress(url);
    }
  };
  return (
    <>
      <Button
        variant="default"
        size="sm"
        leftSection={copied ? <IconCheck size={17} /> : <IconLink size={17} />}
        onClick={() => void share()}
      >
        <span aria-live="polite">{copied ? strings.facts.shared : strings.facts.share}</span>
      </Button>
      {address && (
        <input
          className={classes.address}
          readOnly
          aria-label={strings.facts.address}
          value={address}
          onFocus={(event) => event.currentTarget.select()}
        />
      )}
    </>
  );
}
