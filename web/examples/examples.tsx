import { Button } from '@mantine/core';
import { useState } from 'react';
import { IconSparkles } from '../icons/icons.ts';
import { strings } from '../language/en/main.ts';
import classes from './examples.module.css';
import { makeExample } from './make-example.ts';
import { EXAMPLE_NAMES, type ExampleName } from './names.ts';

/** Example songs: pieces of our own for visitors without a song at hand. */
export function Examples({ onFiles }: { onFiles: (files: File[]) => void }) {
  const [making, setMaking] = useState<ExampleName>();
  const [failed, setFailed] = useState(false);
  const make = async (example: ExampleName) => {
    setMaking(example);
    setFailed(false);
    try {
      onFiles([await makeExample(example)]);
    } catch {
      setFailed(true);
    } finally {
      setMaking(undefined);
    }
  };
  return (
    <div className={classes.examples}>
      <p className={classes.lead}>{failed ? strings.examples.failed : strings.examples.lead}</p>
      <div className={classes.pieces}>
        {EXAMPLE_NAMES.map((example) => (
          <Button
            key={example}
            variant="default"
            size="sm"
            leftSection={<IconSparkles size={15} />}
            disabled={making !== undefined}
            onClick={() => void make(example)}
          >
            {making === example ? strings.examples.making : strings.examples.title[example]}
          </Button>
        ))}
      </div>
    </div>
  );
}
