import type { AnchorHTMLAttributes, MouseEvent } from 'react';
import { navigate } from './router.ts';
import { addressOf } from './site.ts';

interface LinkProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  readonly href: string;
}

/** A link to another page of the application; new tabs and downloads stay the browser's business. */
export function Link({ href, ...rest }: LinkProps) {
  const follow = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    navigate(href);
  };
  return <a href={addressOf(href)} onClick={follow} {...rest} />;
}
