/** Words of the explanation. */
import { spoken } from '../spoken.ts';
export const words = spoken('how', {
  title: 'How a song becomes a genre',
  lead: 'Move the needle, and every picture below follows. All of it is computed on this page, by the code that listens to your songs.',
  tune: 'A tune made for this page',
  busy: 'Listening',
  failed: (message: string) => `That song could not be used. ${message}`,
  needle: {
    label: 'Needle',
    at: (seconds: string) => `${seconds} s`,
    play: 'Play from the needle',
    stop: 'Stop',
    own: 'Use your own song',
    reset: 'Back to the tune',
  },
  wave: {
    title: 'Sound is one line',
    text: 'Air pressure, 22,050 times a second. Nothing in the line says “guitar” yet. The models hear half a minute at a time; here are ten seconds or so.',
    picture: 'The whole sound as a wave, with the needle on it',
  },
  window: {
    title: 'A moment, cut out softly',
    text: 'Pitch needs a stretch of time: 2,048 samples, 93 thousandths of a second. Cut hard, its edges would sound like clicks. So the moment is faded in and out by a window, and the next one begins before this one ends.',
    hard: 'Cut hard',
    soft: 'Windowed',
    choice: 'How the moment is cut',
    picture: 'The samples of the moment under the needle',
  },
  spectrum: {
    title: 'Which tones are in it',
    text: 'The Fourier transform asks 1,025 pure tones, one after the other: how much of you is in this moment? Low tones left, high ones right.',
    loudest: (hertz: number, note: string) => `Loudest: ${hertz} Hz, near ${note}`,
    silent: 'Nothing to hear here',
    picture: 'The spectrum of the moment',
  },
  mel: {
    title: 'The ear counts differently',
    text: 'From 200 to 400 Hz is an octave; from 8,000 to 8,200 Hz hardly a difference. The mel scale gives the bass many narrow bands and the treble few wide ones. Moment after moment, their levels make a picture of the sound, and that picture is what an image network looks at.',
    moment: 'Levels of 64 mel bands under the needle',
    picture: 'Mel spectrogram: time from left to right, pitch from bottom to top',
  },
  mfcc: {
    title: 'The colour of the sound, in a few numbers',
    text: 'A cosine transform of those levels sorts their shape by detail: broad slopes first, fine ripples last. Keep a dozen of these MFCC and you have the timbre without the notes. Keep more, and the notes come back.',
    kept: 'Coefficients kept',
    picture: (kept: number) => `Mel levels, and what ${kept} coefficients say of them`,
  },
  harmony: {
    title: 'Which notes, in which octave does not matter',
    text: 'Chroma adds up all octaves of each of the twelve notes. The tonnetz places their mixture on three circles, of fifths, minor and major thirds: a chord change is a jump, a held chord stands still.',
    chroma: (notes: string) => `Strongest notes: ${notes}`,
    tonnetz: 'The moment on the circles of fifths, minor thirds and major thirds',
    circles: ['Fifths', 'Minor thirds', 'Major thirds'],
  },
  shape: {
    title: 'Bright or dark, wide or narrow',
    text: 'Four single numbers about a moment. The centroid is where the spectrum balances, the bandwidth how far it spreads, the rolloff where 85% of it lies below. Zero crossings count how often the wave changes sign: few for a bass, many for a cymbal.',
    centroid: 'Centroid',
    bandwidth: 'Bandwidth',
    rolloff: 'Rolloff',
    crossings: 'Zero crossings',
    picture: 'Centroid and rolloff along the sound',
  },
  parts: {
    title: 'What rings and what knocks',
    text: 'In a spectrogram held tones are horizontal lines, drums are vertical ones. Medians along each direction pull them apart. Listen to both.',
    harmonic: 'What rings',
    percussive: 'What knocks',
    play: (part: string) => `Play ${part.toLowerCase()}`,
  },
  tempo: {
    title: 'Where the foot taps',
    text: 'Whenever many bands rise at once, something begins. The distance at which these beginnings repeat is the tempo; the beats are the chain of beginnings that keeps it.',
    bpm: 'beats a minute',
    picture: (bpm: number, beats: number) => `Strength of beginnings, with ${beats} beats at ${bpm} a minute`,
  },
  knn: {
    title: 'Ask the neighbours',
    text: 'The simplest model learns nothing: it keeps all songs. Here each spot is a piece of a song, its colour the genre. Move your song with a finger, the mouse or the arrow keys; the nearest pieces vote.',
    song: 'Your song',
    k: 'Neighbours asked',
    picture: (x: number, y: number) => `At ${x}, ${y}`,
    votes: (parts: string) => `Votes: ${parts}`,
  },
  networks: {
    title: 'Or learn what matters',
    text: 'Networks weigh what they hear, and change the weights until their answers on known songs get better.',
    list: [
      {
        name: 'Dense',
        text: 'Looks at a list of numbers about the whole song, such as means of all the above. Every number meets every other. Small and quick; deaf to order.',
      },
      {
        name: 'LSTM',
        text: 'Reads MFCC moment after moment, and carries a memory along. Hears order, forgets slowly, learns slowly.',
      },
      {
        name: 'CNN',
        text: 'Slides small patterns over the mel picture: an attack, a chord, a groove, wherever they stand. Needs many songs, or it learns recordings by heart.',
      },
      {
        name: 'A trained ear',
        text: 'Two networks of somebody else’s, which learned from 200,000 songs what their listeners call them: “mellow”, “guitar”, “80s”. Their impression of your song is compared with their impressions of songs of known genre. Tonearm’s default does this, beside measures of its own; what tells genres apart counts most.',
      },
    ],
  },
  leak: {
    title: 'How to fool yourself',
    text: 'A model is only worth what it gets right on songs it has never met. Cut songs in pieces first and split the pieces, and almost every test piece has a sister among those learned from. Try it: same spots, same model, another split.',
    choice: 'What is split',
    pieces: 'Pieces',
    songs: 'Whole songs',
    right: 'right',
    learned: 'learned from',
    tested: 'tested',
    said: {
      pieces:
        'It looks splendid, and is memory: the nearest neighbour of a piece is the next piece of the same song. Overfitting looks just like this.',
      songs:
        'Much less, and true: this is what your own songs would get. Artists leak in the same way, which is why Tonearm splits by artist.',
    },
    picture: 'The collection, split for a test',
  },
  description: {
    title: 'Beyond the genre',
    text: 'The same ear says what a song feels like. Two questions are enough for a mood: would listeners call it positive, and would they call it excited? Where the answers lie near the middle, Tonearm says “hard to say”.',
    valence: 'Positive',
    arousal: 'Excited',
    moods: {
      excited: { positive: 'happy', negative: 'tense' },
      relaxed: { positive: 'calm', negative: 'sad' },
    },
    feels: (mood: string) => `Such a song is called ${mood}.`,
    hardToSay: 'Such a song is hard to say.',
    picture: 'A song between sad and happy, calm and tense',
    way: {
      title: 'The way of the song you drop',
      text: 'A song is read once, and all of this is heard on the way: three half minutes of it, or the whole song where you ask for that. It is the same code on a server and in this tab, so the answers are the same, and nothing of the song is kept.',
      list: [
        {
          part: 'While it is decoded',
          of: 'the loudness and the highest peak are measured, from all its channels.',
        },
        {
          part: 'From each half minute',
          of: 'the ear’s impression tells the genre, the mood, the words and the voice; where its sound sets in tells the tempo; its notes, as far as they stand out, tell the key.',
        },
        {
          part: 'At the end',
          of: 'the answers of the half minutes are averaged, those with more sound counting more; energy follows from excitement and from how little the peaks stand out.',
        },
      ],
    },
    right: {
      title: 'How often that is right',
      text: 'Measured on songs of artists that it had not learned from, against what people tapped, wrote down or said. “±” is how far three tries with other splits lie apart. Each answer carries its own confidence; what is too unsure is not told.',
      list: [
        {
          part: 'Tempo',
          figure: '76.9 ± 0.8%',
          of: 'within 4% of 456 tapped songs; half, double and thirds allowed 92.3%. Known programs reach 61 and 64%.',
        },
        {
          part: 'Key',
          figure: '72.3 ± 0.6%',
          of: 'of 357 songs exactly; a known program 61%.',
        },
        {
          part: 'Mood',
          figure: '71.4 ± 0.7%',
          of: 'of 325 songs in the right quarter of four; 79% of those where it does not say “hard to say”.',
        },
        {
          part: 'Excited or relaxed',
          figure: '90.3 ± 1.0%',
          of: 'of 325 songs; positive or negative 78.4 ± 0.8%.',
        },
        {
          part: 'Words',
          figure: '6 in 10',
          of: 'or more: words that are right less often on songs that listeners labelled are not shown.',
        },
        {
          part: 'Voice',
          figure: '94.6%',
          of: 'of 617 songs, by a stand-in: classical music counts as without a voice, hip-hop, country and pop as with one.',
        },
        {
          part: 'Loudness',
          figure: '0.1 LU',
          of: 'at most beside the test signals of the standard, EBU R 128.',
        },
        {
          part: 'Energy',
          figure: 'a definition',
          of: 'excitement, and how dense the sound is; nobody annotated it.',
        },
      ],
    },
  },
  sure: {
    title: 'How to read “78%”',
    text: 'Before a model ships, its confidence is held against what it got right on songs it had not learned from, and corrected. So a percentage is a promise about many answers, and none about a single one.',
    says: 'It says',
    claim: (right: number) =>
      `Of a hundred such answers about ${right} are right, and ${100 - right} are not.`,
    unsure:
      'So low that Tonearm names no genre: it says “not sure” and shows the ranking. Where that begins is measured for each model.',
    picture: (right: number) => `${right} of 100 spots filled`,
    next: 'See what each model is worth',
  },
} as const);
