/** Between these probabilities of a voice it is not said whether somebody sings. */
export const [NO_VOICE, SOME_VOICE] = [0.2, 0.8];
