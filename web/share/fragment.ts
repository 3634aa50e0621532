export const MARK = '#answer=';

export function isAnswerFragment(fragment: string): boolean {
  return fragment.startsWith(MARK);
}
