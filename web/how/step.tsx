import type { ReactNode } from 'react';
import classes from './step.module.css';

interface StepProps {
  readonly title: string;
  readonly text: string;
  /** Numbers and switches below the text. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** Step of the explanation: words on one side, the picture on the other. */
export function Step({ title, text, aside, children }: StepProps) {
  return (
    <section className={classes.step}>
      <div className={classes.words}>
        <h2 className={classes.title}>{title}</h2>
        <p className={classes.text}>{text}</p>
        {aside}
      </div>
      <div className={classes.picture}>{children}</div>
    </section>
  );
}
