import classes from './mood-compass.module.css';

/**
 * Mood as a point between sad and happy (to the right), calm and excited (to the top).
 * @param valence, arousal 0..1
 */
export function MoodCompass({ valence, arousal }: { valence: number; arousal: number }) {
  return (
    <svg className={classes.compass} viewBox="0 0 44 44" aria-hidden="true">
      <circle className={classes.ring} cx="22" cy="22" r="20.5" />
      <path className={classes.axes} d="M22 3v38M3 22h38" />
      <circle className={classes.song} cx={6 + 32 * valence} cy={38 - 32 * arousal} r="4" />
    </svg>
  );
}
