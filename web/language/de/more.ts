/** German of the inbox, of teaching, and of what is looked at more closely. */

import type { Catalogue } from '../catalogue.ts';
import { genreName, percent } from '../en/main.ts';
import { number } from '../language.ts';
import { plural } from '../plural.ts';

const songs = (count: number) => plural(count, { one: '# Song', other: '# Songs' });
const files = (count: number) => plural(count, { one: '# Datei', other: '# Dateien' });

export const inbox: Catalogue['inbox'] = {
  title: 'Eingang für Tags',
  nav: 'Eingang',
  lead: 'Die Datei sagt ein Genre, Tonearm hört ein anderes, oder du hast es gesagt. Hake an, was geschrieben werden soll; feinere Wörter von dir, etwa „Latin“, bleiben, solange du nicht alles ersetzt.',
  filter: 'Eingang durchsuchen',
  group: 'Gruppieren nach',
  groups: { none: 'Überraschung', album: 'Album', folder: 'Ordner' },
  found: (count) =>
    plural(count, { one: '# Song widerspricht seinem Tag', other: '# Songs widersprechen ihren Tags' }),
  empty: 'Nichts widerspricht sich',
  emptyLead:
    'Jede Datei, die ein Genre nennt, das Tonearm kennt, sagt, was es hört, oder es ist nicht sicher.',
  list: 'Songs, deren Datei ein anderes Genre sagt',
  says: 'Datei sagt',
  hears: 'gehört wird',
  youSaid: 'du sagst',
  becomes: 'wird zu',
  tick: (title) => `Tags von ${title} schreiben`,
  tickAll: (count) => plural(count, { one: '# Song anhaken', other: 'Alle # Songs anhaken' }),
  untickAll: 'Alle Haken entfernen',
  tickGroup: (name, count) =>
    `${name}: ${plural(count, { one: '# Song anhaken', other: 'alle # Songs anhaken' })}`,
  ticked: (count) => (count === 0 ? 'Nichts angehakt' : `${songs(count)} angehakt`),
  write: 'Änderungen ansehen',
  planning: 'Die Dateien werden gelesen',
  back: 'Zurück zum Eingang',
  more: 'Mehr zeigen',
  actions: { accept: 'Annehmen', add: 'Dazu', replace: 'Alles ersetzen' },
  change: 'Anderes Genre',
  right: 'Die Datei hat recht',
  skip: 'Überspringen',
  skipped: (count) =>
    plural(count, { one: '# übersprungenen Song zeigen', other: '# übersprungene Songs zeigen' }),
  unnamed: 'Kein Album',
  keys: [
    ['J', 'weiter'],
    ['K', 'zurück'],
    ['Leertaste', 'abspielen'],
    ['Eingabe', 'annehmen'],
    ['A', 'dazu'],
    ['R', 'alles ersetzen'],
    ['C', 'anderes Genre'],
    ['F', 'die Datei hat recht'],
    ['S', 'überspringen'],
  ],
  help: 'J und K bewegen, die Leertaste spielt ab, Eingabe nimmt an, A fügt hinzu, R ersetzt alles, C sagt, was es ist, F behält, was die Datei sagt, S überspringt, X entfernt den Haken.',
  genre: (genre) => genreName(genre),
  written: (count) => `${files(count)} geschrieben`,
};

export const teach: Catalogue['teach'] = {
  title: 'Lehren',
  lead: 'Tippe irgendwo in der Bibliothek auf ein Genre, um zu sagen, was ein Song ist. Was du gesagt hast, wird hier behalten, und daraus kann ein eigenes Modell werden.',
  train: {
    title: 'Aus meiner Bibliothek lernen',
    lead: 'Ein Modell, das deine Genres kennt, aus dem, was du gesagt hast, und dem, was deine Tags sagen. Es entsteht auf diesem Server, und du siehst, wie gut es ist, bevor du es benutzt.',
    tags: 'Auch aus Tags lernen',
    learns: 'Es würde lernen',
    genre: (genre, count) => `${genreName(genre)} ${number(count)}`,
    left: (genres) => `Noch zu wenig: ${genres}.`,
    leftOne: (genre, count, artists) =>
      `${genreName(genre)} (${songs(count)}, ${plural(artists, { one: '# Interpret', other: '# Interpreten' })})`,
    needs:
      'Es braucht zwei Genres mit je mindestens 6 Songs von 3 Interpreten. Sag von mehr Songs, was sie sind.',
    start: 'Modell lernen lassen',
    cancel: 'Anhalten',
    stage: {
      listening: 'Die Songs werden gehört',
      measuring: 'Gemessen wird an Interpreten, die es nicht kennt',
      learning: 'Es lernt aus allen',
    },
    failed: (message) => `Es ist kein Modell entstanden. ${message}`,
    stopped: 'Angehalten. Was gehört wurde, bleibt.',
    refused: 'Lernen lassen kann, wer das Zugangstoken dieses Servers hat.',
  },
  model: {
    title: 'Deine Modelle',
    none: 'Noch keins.',
    made: (when) => `Entstanden ${when}`,
    of: (count, artists) =>
      `${songs(count)} von ${plural(artists, { one: '# Interpret', other: '# Interpreten' })}`,
    before: 'Richtig zuvor',
    after: 'Richtig danach',
    range: (low, high) => `95 %: ${low} bis ${high}`,
    meaning:
      'Bei denselben Songs: zuvor ist das Modell, mit dem die Bibliothek gehört wurde, danach das neue; jeder Interpret wurde von einem Modell geprüft, das ihn nicht kannte.',
    choose: 'Benutzen',
    chooseNamed: (when) => `Benutzen: das Modell, entstanden ${when}`,
    inUse: 'in Gebrauch',
    back: 'Zurück zum üblichen Modell',
    hears: 'Die Songs werden jetzt neu gehört; du kannst solange weitermachen.',
  },
  said: {
    title: 'Was du gesagt hast',
    none: 'Noch nichts.',
    batch: (count, what) => `${songs(count)}: ${what}`,
    noneOfThese: 'keins davon',
    takenBack: 'zurückgenommen',
    undo: 'Rückgängig',
    undoNamed: (what) => `Rückgängig: ${what}`,
    save: 'Alles speichern als',
    load: 'Datei laden',
    loaded: (count, unknown) =>
      unknown === 0
        ? `${songs(count)} berichtigt.`
        : `${songs(count)} berichtigt, ${plural(unknown, {
            one: '# Zeile passt zu keinem Song hier.',
            other: '# Zeilen passen zu keinem Song hier.',
          })}`,
  },
};

const PART_WORDS: {
  readonly [P in Parameters<Catalogue['without']['part']>[0]]: { name: string; what: string };
} = {
  drums: { name: 'Ohne Schlagzeug', what: 'was klopft' },
  tones: { name: 'Ohne Töne', what: 'was klingt' },
  bass: { name: 'Ohne Bass', what: 'unter 200 Hz' },
  treble: { name: 'Ohne Höhen', what: 'über 3 kHz' },
};

export const without: Catalogue['without'] = {
  open: 'Etwas wegnehmen',
  title: 'Und ohne Schlagzeug?',
  lead: (from, to) =>
    `Dasselbe Modell hört ${from} bis ${to} noch einmal, in diesem Browser, und jedes Mal fehlt etwas. Aus solchen Klängen hat es nie gelernt: Lies eher die Unterschiede als die Zahlen.`,
  whole: { name: 'Wie es ist', what: 'alles' },
  part: (part) => PART_WORDS[part],
  working: 'Hört noch einmal zu',
  rather: (genre, probability) => `eher ${genreName(genre)}, ${percent(probability)}`,
  telling: (part, genre, before, after) =>
    `${PART_WORDS[part].name} geht ${genreName(genre)} von ${percent(before)} auf ${percent(after)}: Nichts anderes sprach hier so sehr dafür.`,
  nothing: (genre) => `Nichts, was fehlte, machte es viel weniger zu ${genreName(genre)}.`,
  failed: 'Das ging in diesem Browser nicht:',
};

export const compare: Catalogue['compare'] = {
  open: 'Modelle vergleichen',
  title: 'Was andere Modelle hören',
  lead: 'Derselbe Song, gehört von mehreren Modellen. Wo sie übereinstimmen, ist eine Antwort mehr wert.',
  choose: 'Modelle zum Vergleichen',
  loading: 'Der Server wird nach seinen Modellen gefragt',
  unreachable: 'Der Server hat nicht geantwortet. Dort stehen seine Modelle.',
  again: 'Noch einmal versuchen',
  listening: (heard) => `Hört zu, ${heard} gehört`,
  unsure: 'Nicht sicher',
  outside: 'Keins davon',
  took: (seconds) => `in ${seconds.replace('.', ',')} s`,
  agree: (genre, count) =>
    count === 2 ? `Beide sagen ${genreName(genre)}.` : `Alle ${number(count)} sagen ${genreName(genre)}.`,
  disagree: (choices) =>
    choices[0]?.count === 1
      ? `Sie sind sich nicht einig: ${choices.map(({ genre }) => genreName(genre)).join(' oder ')}.`
      : `Sie sind sich nicht einig: ${choices.map(({ genre, count }) => `${number(count)}-mal ${genreName(genre)}`).join(', ')}.`,
  ranking: (model) => `Rangliste von ${model}`,
};

const hertz = (value: number) => `um ${number(Number(value.toPrecision(2)))} Hz`;
const varies = (value: number) => `schwankt um ${percent(value)}`;

const TRAIT_WORDS: {
  readonly [T in Parameters<Catalogue['insight']['trait']>[0]]: ReturnType<Catalogue['insight']['trait']>;
} = {
  tempo: {
    name: 'Tempo',
    ends: ['langsam', 'schnell'],
    less: 'Langsamer',
    more: 'Schneller',
    value: (value) => `${Math.round(value)} Schläge pro Minute`,
  },
  brightness: { name: 'Helligkeit', ends: ['dunkel', 'hell'], less: 'Dunkler', more: 'Heller', value: hertz },
  brightnessMotion: {
    name: 'Spiel des Lichts',
    ends: ['stetig', 'wechselnd'],
    less: 'Stetiger in der Helligkeit',
    more: 'Wechselnder in der Helligkeit',
    value: varies,
  },
  breadth: {
    name: 'Breite',
    ends: ['schmal', 'breit'],
    less: 'Schmaler im Klang',
    more: 'Breiter im Klang',
    value: hertz,
  },
  crossings: {
    name: 'Rauheit',
    ends: ['glatt', 'rau'],
    less: 'Glatter',
    more: 'Rauer',
    value: (value) => `geht bei ${percent(value)} der Abtastwerte durch null`,
  },
  crossingMotion: {
    name: 'Rauschen und Ton im Wechsel',
    ends: ['eins davon', 'im Wechsel'],
    less: 'Weniger Wechsel von Rauschen und Ton',
    more: 'Mehr Wechsel von Rauschen und Ton, wie in Worten und Trommeln,',
    value: varies,
  },
  percussion: {
    name: 'Schlagzeug',
    ends: ['Töne', 'Schläge'],
    less: 'Weniger Schläge',
    more: 'Mehr Schläge',
    value: (value) => `${percent(value)} der Leistung`,
  },
  dynamics: {
    name: 'Laut und leise',
    ends: ['gleichmäßig', 'bewegt'],
    less: 'Gleichmäßiger in der Lautstärke',
    more: 'Bewegter in der Lautstärke',
    value: varies,
  },
  pitches: {
    name: 'Töne zugleich',
    ends: ['wenige', 'viele'],
    less: 'Weniger Töne zugleich',
    more: 'Mehr Töne zugleich',
    value: (value) => `${percent(value)} der Oktave gefüllt`,
  },
  colourMotion: {
    name: 'Wechsel der Klangfarbe',
    ends: ['gleichbleibend', 'wechselnd'],
    less: 'Gleichbleibender in der Klangfarbe',
    more: 'Wechselnder in der Klangfarbe',
    value: (value) => `${value.toFixed(1).replace('.', ',')} Stufen der MFCC`,
  },
};

const hundred = (share: number) => Math.min(99, Math.max(1, Math.round(100 * share)));

export const insight: Catalogue['insight'] = {
  title: (genre) => `Was typisch für ${genreName(genre)} ist`,
  lead: (count) =>
    `Dieser Song neben den ${number(count)}, aus denen das übliche Modell gelernt hat. Es zeigt, was typisch ist, und das ist nicht immer, was entschieden hat.`,
  genre: 'Verglichen mit',
  trait: (trait) => TRAIT_WORDS[trait],
  sentence: ({ trait, amongAll, amongGenre, kind }, genre) => {
    const { less, more } = TRAIT_WORDS[trait];
    const unusual = kind === 'unusual';
    const share = unusual ? amongGenre : amongAll;
    const above = share > 0.5;
    const others = hundred(above ? share : 1 - share);
    return `${above ? more : less} als ${others} von 100 Songs${unusual ? ` (${genreName(genre)})` : ''}.`;
  },
  kind: {
    typical: (genre) => `typisch für ${genreName(genre)}`,
    unusual: (genre) => `ungewöhnlich für ${genreName(genre)}`,
    neither: () => 'sagt wenig',
  },
  none: (genre) => `In nichts davon fällt er so auf wie sonst ${genreName(genre)}.`,
  legend: (genre) =>
    `Der Punkt ist dieser Song, der Balken die mittlere Hälfte der Songs (${genreName(genre)}).`,
  more: 'Alle zehn Maße',
  fewer: 'Nur, was auffällt',
  looking: 'Der Klang wird gemessen',
  failed: 'Der Klang ließ sich in diesem Browser nicht messen.',
  silent: 'Es gab nichts zu messen.',
};
