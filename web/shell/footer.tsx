import { strings } from '../strings.ts';
import classes from './footer.module.css';

export function Footer() {
  return <footer className={classes.footer}>{strings.footer}</footer>;
}
