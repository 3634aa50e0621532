/** What the names of audio files end in, those of formats included that are refused once they are read. */
const AUDIO_NAME =
  /[^/\\]\.(wav|wave|rf64|aiff?|aifc|au|snd|mp[23]|flac|og[ga]|opus|m4[ab]|mp4|aac|web[ma]|mka)$/i;

/** True where a name says that the file is audio. In a folder only these are songs: a cover is no broken track. */
export function isAudioName(name: string): boolean {
  return AUDIO_NAME.test(name);
}
