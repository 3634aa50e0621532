/** Probabilities of a voice between which nothing is said. */
export const [NO_VOICE, SOME_VOICE] = [0.2, 0.8];
