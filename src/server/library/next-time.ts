/** Time of the day, on the clock of this machine. */
export interface TimeOfDay {
  readonly hours: number;
  readonly minutes: number;
  /** Time as people write it. */
  readonly text: string;
}

/** Parses `3:30` and `03:30`; undefined for an invalid time. */
export function parseTime(text: string): TimeOfDay | undefined {
  const [, hours, minutes] = /^(\d{1,2}):(\d{2})$/.exec(text.trim()) ?? [];
  if (hours === undefined || Number(hours) > 23 || Number(minutes) > 59) return undefined;
  return { hours: Number(hours), minutes: Number(minutes), text: `${hours.padStart(2, '0')}:${minutes}` };
}

/** Next occurrence of a time of day after `now`; a time that the change of clocks skips comes an hour later. */
export function nextTime({ hours, minutes }: TimeOfDay, now: Date): Date {
  const today = new Date(now.getFullYear(), now.getMonth(), now.getDate(), hours, minutes);
  if (today > now) return today;
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, hours, minutes);
}
