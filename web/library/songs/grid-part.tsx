import type { HTMLAttributes, Ref } from 'react';

interface GridPartProps extends HTMLAttributes<HTMLDivElement> {
  readonly role: 'row' | 'rowgroup' | 'gridcell' | 'columnheader';
  readonly ref?: Ref<HTMLDivElement>;
}

/** A part of a grid of which only the rows in sight exist, which a table element cannot be. The grid has the focus. */
export function GridPart(props: GridPartProps) {
  return <div {...props} />;
}
