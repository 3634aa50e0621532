/**
 * First index below `length` from which on a predicate holds, by binary search; `length` if it never does.
 * @param isSo false up to some index, and true from there on.
 */
export function firstIndex(length: number, isSo: (index: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isSo(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
