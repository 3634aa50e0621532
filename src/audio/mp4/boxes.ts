/** A box inside bytes that are at hand. */
export interface Box {
  /** Four characters. */
  readonly type: string;
  /** Range of its contents. */
  readonly start: number;
  readonly end: number;
}

/** The boxes in [start, end), to the first that does not fit (ISO/IEC 14496-12, section 4.2). */
export function* boxesIn(view: DataView, { start, end }: Pick<Box, 'start' | 'end'>): Generator<Box> {
  let at = start;
  while (at + 8 <= end) {
    const short = view.getUint32(at);
    const isLarge = short === 1 && at + 16 <= end;
    const size = isLarge ? Number(view.getBigUint64(at + 8)) : short === 0 ? end - at : short;
    const headBytes = isLarge ? 16 : 8;
    if (size < headBytes || at + size > end) return;
    yield { type: boxType(view, at + 4), start: at + headBytes, end: at + size };
    at += size;
  }
}

/** The box at the end of a path of types; each step takes the first of its type. */
export function findBox(
  view: DataView,
  within: Pick<Box, 'start' | 'end'>,
  ...path: string[]
): Box | undefined {
  let range: Pick<Box, 'start' | 'end'> = within;
  let found: Box | undefined;
  for (const type of path) {
    found = firstOf(view, range, type);
    if (!found) return undefined;
    range = found;
  }
  return found;
}

export function boxType(view: DataView, at: number): string {
  return String.fromCharCode(
    view.getUint8(at),
    view.getUint8(at + 1),
    view.getUint8(at + 2),
    view.getUint8(at + 3),
  );
}

function firstOf(view: DataView, range: Pick<Box, 'start' | 'end'>, type: string): Box | undefined {
  for (const box of boxesIn(view, range)) if (box.type === type) return box;
  return undefined;
}
