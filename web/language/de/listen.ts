/** German of what surrounds every page, and of listening. */
import { FORMATS_IN_WORDS } from '../../error-message.ts';
import { clock, spokenTime } from '../../timeline/time-axis.ts';
import type { Catalogue } from '../catalogue.ts';
import { genreName, percent } from '../en/main.ts';
import { keyNamed } from '../key-name.ts';
import { dateText, number } from '../language.ts';
import { plural } from '../plural.ts';

const songs = (count: number) => plural(count, { one: '# Song', other: '# Songs' });

const GENRES: Readonly<Record<string, string>> = {
  blues: 'Blues',
  classical: 'Klassik',
  country: 'Country',
  disco: 'Disco',
  hiphop: 'Hip-Hop',
  jazz: 'Jazz',
  metal: 'Metal',
  pop: 'Pop',
  reggae: 'Reggae',
  rock: 'Rock',
};

/** Words of the ear that are no genres of the model. */
const WORDS: Readonly<Record<string, string>> = {
  'hip-hop': 'Hip-Hop',
  electronic: 'elektronisch',
  dance: 'Dance',
  sad: 'traurig',
};

export const main: Catalogue['main'] = {
  name: 'Tonearm',
  language: 'Sprache',
  translatedBy: 'Mit Hilfe einer Maschine übersetzt; verbessern: web/language/de',
  genre: (genre) => GENRES[genre] ?? genre,
  title: 'Tonearm: ein Song hinein, sein Genre heraus',
  pageTitle: (title) => `${title} · Tonearm`,
  nav: {
    label: 'Hauptmenü',
    listen: 'Hören',
    library: 'Bibliothek',
    how: 'So geht es',
    models: 'Modelle',
    about: 'Über',
    skip: 'Zum Inhalt springen',
  },
  theme: { toDark: 'Dunkel anzeigen', toLight: 'Hell anzeigen' },
  hero: {
    title: 'Wonach klingt das?',
    lead: 'Leg einen Song auf. Tonearm hört ihn ganz an, nennt das Genre und sagt, wie sicher es ist. Wenn es das nicht sagen kann, sagt es auch das.',
    choose: 'Songs wählen',
    folder: 'Ordner wählen',
    record: 'Aufnehmen',
    anywhere: 'oder lass sie auf die Platte fallen, oder irgendwo auf diese Seite',
    put: 'Song auflegen',
    knows: 'Zehn Genres',
    formats: `${FORMATS_IN_WORDS}. Von 3 Sekunden bis 3 Stunden.`,
  },
  examples: {
    lead: 'Kein Song zur Hand? Nimm einen von uns, gespielt von Tonearms eigenem Synthesizer:',
    making: 'Wird gespielt',
    failed: 'Das Beispiel ließ sich nicht erzeugen. Lade die Seite neu und versuche es noch einmal.',
    title: { 'slow-water': 'Slow Water', 'night-bus': 'Night Bus', 'two-rooms': 'Two Rooms' },
  },
  drop: { title: 'Loslassen', hint: 'Songs oder ganze Ordner' },
  add: { more: 'Songs hinzufügen', folder: 'Ordner hinzufügen', record: 'Mit dem Mikrofon aufnehmen' },
  engine: {
    label: 'Wo gehört wird',
    name: { server: 'Auf dem Server', browser: 'Im Browser' },
    model: 'Gehört von',
    usual: 'dem üblichen Modell',
    own: (madeAt) =>
      `deinem Modell vom ${dateText(new Date(madeAt), { day: 'numeric', month: 'long', year: 'numeric' })}`,
    note: {
      server: 'Der Song geht an diesen Server, wird gehört und gelöscht.',
      browser: 'Nichts verlässt dieses Gerät. Beim ersten Song wird das Nötige geladen (etwa 10 MB).',
    },
    chosen: {
      server: 'So gewählt, weil es dieses Gerät schont.',
      browser: 'So gewählt, weil dieses Gerät es kann.',
    },
  },
  offline:
    'Du bist offline, und dieser Server ist nicht erreichbar. Songs können stattdessen hier gehört werden.',
  leftOut: (names) =>
    names.length === 1
      ? `${names[0]} wurde ausgelassen: kein Song.`
      : `${number(names.length)} Dateien wurden ausgelassen, die keine Songs sind.`,
  dismiss: 'Schließen',
  queue: {
    label: 'Songs',
    heard: (done, all, failed) => {
      const counted =
        done === all
          ? `${number(all - failed)} fertig`
          : `${number(done - failed)} von ${number(all)} fertig`;
      return failed === 0 ? counted : `${counted}, ${number(failed)} fehlgeschlagen`;
    },
    clear: 'Leeren',
    cancelAll: 'Alle abbrechen',
    cleared: (count) => `${songs(count)} von der Liste genommen.`,
    undo: 'Rückgängig',
    retryAll: (count) => `${number(count)} noch einmal versuchen`,
    waiting: 'Wartet',
    uploading: (fraction) => `Wird gesendet, ${percent(fraction)}`,
    listening: (seconds) => (seconds > 0 ? `Hört zu, ${clock(seconds)} gehört` : 'Hört zu'),
    cancelled: 'Abgebrochen',
    cancel: (name) => `${name} abbrechen`,
    retry: (name) => `${name} noch einmal hören`,
    remove: (name) => `${name} entfernen`,
    done: (genre, probability) => `${genreName(genre)}, ${percent(probability)}`,
    unsure: (genre) => `Nicht sicher, vielleicht ${genreName(genre)}`,
    outside: 'Keins davon',
    said: (genre) => `Du sagst: ${genre === null ? 'keins davon' : genreName(genre)}`,
  },
  verdict: {
    sure: 'Ziemlich sicher',
    leaning: 'Eher ja',
    unsure: 'Nicht sicher',
    outside: 'Keins davon',
    unsureTitle: 'Könnte sein',
    or: 'oder',
    itIs: 'Genre berichtigen',
    said: 'Das sagst du',
    train: 'Aus meiner Bibliothek lernen',
    heard: (genre, share) => `Gehört wurde ${genreName(genre)}, ${share}.`,
    heardOutside: 'Gehört wurde keins der bekannten Genres.',
    meansSure: (p) => `So sichere Antworten stimmen etwa ${howOften(p)}.`,
    notSureWhich: (names) => `Nicht sicher, welches: ${names.join(' oder ')}.`,
    meansSeveral: 'Ein Song kann mehrere Genres haben: Jedes steht für sich, mit seiner eigenen Sicherheit.',
    meansUnsure:
      'Zu wenig, um eins zu behaupten, darum ist das eine Rangliste. Hier landen Songs zwischen den Genres und Klänge, die das Modell nicht kennt.',
    meansOutside:
      'Es klingt nach keinem Genre, das dieses Modell kennt. Das zu bemerken hat es aus wenigen Songs gelernt, darum übersieht es viel solche Musik.',
  },
  pending: {
    waiting: 'Wartet, bis es dran ist',
    starts: 'Es beginnt von selbst, sobald Platz ist.',
    uploading: 'Wird gesendet',
    listening: 'Hört zu',
    heard: (seconds) => `bisher ${clock(seconds)} gehört`,
  },
  cancelled: { title: 'Abgebrochen', detail: 'Dieser Song wurde nicht zu Ende gehört.' },
  failure: {
    retry: 'Noch einmal versuchen',
    details: 'Genauer',
    elsewhere: { server: 'In diesem Browser hören', browser: 'Auf dem Server hören' },
    title: (code) => FAILURE_TITLES[code],
    unreachable: {
      server:
        'Der Server hat nicht geantwortet oder mittendrin aufgehört. Mit deinem Song ist alles in Ordnung.',
      browser:
        'Was zum Hören nötig ist, ließ sich nicht laden. Geh einmal online, danach geht es auch offline.',
    },
  },
  player: {
    play: 'Abspielen',
    pause: 'Pause',
    position: 'Stelle im Song',
    at: (seconds, duration) => `${spokenTime(seconds)} von ${spokenTime(duration)}`,
    unplayable: 'Dieser Browser kann solche Dateien nicht abspielen. Die Antwort gilt trotzdem.',
    tooLong: 'Zu lang, um als Welle gezeichnet zu werden; abspielen geht trotzdem.',
    course: 'Im Lauf des Songs',
    unheard: 'Blass: nicht gehört',
    wave: 'Welle',
    spectrogram: 'Spektrogramm',
    chroma: 'Chroma',
    drawing: 'Der Klang wird gezeichnet',
    undrawable: 'Der Klang ließ sich in diesem Browser nicht zeichnen.',
    hertz: (hertz) => (hertz < 1000 ? `${hertz} Hz` : `${number(hertz / 1000)} kHz`),
    pictured: {
      spectrogram: 'Mel-Spektrogramm: wie stark jede Frequenz im Lauf des Songs ist',
      chroma: 'Chroma: wie stark jeder der zwölf Töne im Lauf des Songs ist',
    },
    view: 'Ansicht des Klangs',
  },
  ranking: {
    title: 'Rangliste',
    song: 'Ganzer Song',
    moment: (seconds) => `Bei ${clock(seconds)}`,
    scope: 'Welcher Teil',
    more: 'Alle zehn',
    fewer: 'Die ersten fünf',
  },
  sound: {
    key: 'Tonart',
    // B is called H.
    keyName: (key) =>
      keyNamed(key, (tonic, sharp, minor) => {
        const name = `${tonic === 'B' ? 'H' : tonic}${sharp ? 'is' : ''}`;
        return minor ? `${name.toLowerCase()}-Moll` : `${name}-Dur`;
      }),
    mood: 'Stimmung',
    moods: { happy: 'Froh', tense: 'Angespannt', sad: 'Traurig', calm: 'Ruhig' },
    hardToSay: 'Schwer zu sagen',
    feels: (valence, arousal) =>
      `${arousal > 0.5 ? 'aufgeregt' : 'entspannt'}, ${valence > 0.5 ? 'positiv' : 'negativ'}`,
    energy: 'Energie',
    ofTen: (share) => `${Math.round(10 * share)} von 10`,
    voice: 'Stimme',
    sung: 'Gesungen',
    instrumental: 'Instrumental',
    voiceLikely: (share) => `eine Stimme: zu ${share} wahrscheinlich`,
    loudness: 'Lautheit',
    lufs: (lufs) => `${lufs.toFixed(1).replace('.', ',')} LUFS`,
    words: 'Klingt nach',
    word: (word) => WORDS[word] ?? GENRES[word] ?? word,
    alsoHeard: (words) => `Was zu hören ist: ${words}.`,
  },
  facts: {
    title: 'Zu dieser Antwort',
    warnings: {
      damaged: 'Teile der Datei sind beschädigt und wurden ausgelassen.',
      truncated: 'Die Datei endet vorzeitig.',
      short: 'Es ist wenig zu hören: Die Antwort beruht auf wenig.',
      'partly-silent': 'Ein großer Teil des Songs ist Stille und wurde ausgelassen.',
      clipped: 'Die Aufnahme ist übersteuert, und die Antwort kann deshalb anders ausfallen.',
      'metadata-mismatch': 'Die Datei sagt über sich etwas anderes, als in ihr steht.',
      'band-limited': 'Die hohen Töne fehlen, an denen man Genres auch erkennt.',
      'low-bitrate': 'So klein kodiert fehlt manches, woran man Genres erkennt.',
      'channels-cancel': 'Die Kanäle löschen sich gegenseitig aus: Gehört wird der lautere.',
    },
    duration: 'Länge',
    heard: (seconds, passages) => `${clock(seconds)} davon gehört, in ${passages} Ausschnitten`,
    whole: 'Ganz anhören',
    tempo: 'Tempo',
    unknown: 'unbekannt',
    beats: (perMinute) => `${Math.round(perMinute)} Schläge pro Minute`,
    tempoElse: (others) => `oder ${others.map(Math.round).join(', ')}`,
    model: 'Modell',
    engine: 'Gehört',
    time: 'Dauer',
    decode: 'Dekodieren',
    resample: 'Umrechnen der Abtastrate',
    features: 'Merkmale',
    infer: 'Modell',
    part: (name, ms) =>
      ms < 1000
        ? `${name} ${Math.round(ms)}\u00a0ms`
        : `${name} ${(ms / 1000).toFixed(1).replace('.', ',')}\u00a0s`,
    download: 'JSON herunterladen',
    share: 'Link dazu kopieren',
    shared: 'Link kopiert',
    address: 'Adresse dieser Antwort',
    picture: 'Als Bild speichern',
    table: 'CSV herunterladen',
    again: { server: 'Auch in diesem Browser hören', browser: 'Auch auf dem Server hören' },
  },
  announce: {
    added: (count) => `${songs(count)} hinzugefügt.`,
    listening: (name) => `${name} wird gehört.`,
    failed: (name, title) => `${name}: ${title}.`,
    cancelled: (name) => `${name}: abgebrochen.`,
  },
  courseInWords: (parts) =>
    parts
      .map((p) => `${genreName(p.genre)} von ${spokenTime(p.startSeconds)} bis ${spokenTime(p.endSeconds)}`)
      .join(', '),
  missing: {
    title: 'In dieser Rille ist nichts',
    lead: 'Unter dieser Adresse gibt es keine Seite. Der Tonarm ist bis zum Etikett gelaufen; wähle einen Titel.',
  },
  error: {
    title: 'Diese Seite wurde nicht geladen',
    lead: 'Vielleicht ist die Verbindung abgerissen, oder es gibt inzwischen eine neue Version von Tonearm. In beiden Fällen hilft es, neu zu laden.',
    reload: 'Neu laden',
  },
  footer: {
    promise: 'Quelloffen, MIT. Kein Tracking, kein Konto.',
    label: 'Für Betreiber und Programme',
    api: 'API-Dokumentation',
    health: 'Zustand',
  },
};

const FAILURE_TITLES: Record<Parameters<Catalogue['main']['failure']['title']>[0], string> = {
  'unsupported-format': 'Das kann ich nicht als Song lesen',
  'broken-audio': 'Die Datei ist beschädigt',
  'too-short': 'Zu kurz, um es zu sagen',
  silent: 'Es ist nichts zu hören',
  'too-large': 'Die Datei ist zu groß',
  'too-long': 'Der Song ist zu lang',
  'bad-request': 'Der Server hat nicht verstanden',
  'bad-model': 'Das Modell passt nicht',
  'not-found': 'Nicht gefunden',
  'timed-out': 'Es hat zu lange gedauert',
  busy: 'Der Server ist ausgelastet',
  'source-failed': 'Die Quelle hat nicht geantwortet',
  cancelled: 'Abgebrochen',
  internal: 'Etwas ist schiefgegangen',
  unreachable: 'Keine Antwort',
};

function howOften(probability: number): string {
  const hundreds = Math.round(100 * probability);
  if (hundreds >= 99) return '99-mal von hundert';
  if (hundreds > 92) return `${hundreds}-mal von hundert`;
  return `${Math.max(1, Math.round(10 * probability))}-mal von zehn`;
}

export const errors: Catalogue['errors'] = {
  'unsupported-format': `Das ist kein Song in einem Format, das hier gelesen wird, wie auch immer er heißt: ${FORMATS_IN_WORDS}. Wenn es Musik ist, speichere sie in einem davon und versuche es damit.`,
  'broken-audio':
    'Es beginnt wie ein Song, aber was folgt, ist nicht lesbar. Kopiere oder lade die Datei noch einmal und versuche es erneut.',
  'too-short': 'Es sind weniger als drei Sekunden Klang darin. Wähle ein längeres Stück.',
  silent: 'Es ist so gut wie nichts zu hören. Prüfe die Aufnahme, oder wähle eine andere Datei.',
  'too-large': 'Sie ist größer, als dieser Server annimmt. Dieser Browser kann sie stattdessen hören.',
  'too-long':
    'Er ist länger, als hier gehört wird. Nimm einen Teil davon, oder eine Stunde statt der ganzen Nacht.',
  'bad-request':
    'Der Server hat diese Seite nicht verstanden. Lade die Seite neu: Sie ist vielleicht älter als der Server.',
  'bad-model':
    'Das Modell ist hier nicht zu gebrauchen. Wähle ein anderes, oder frage, wer diesen Server betreibt.',
  'not-found': 'Es ist nicht mehr da. Lade die Seite neu, um zu sehen, was da ist.',
  'timed-out':
    'Es hat länger gedauert, als der Server erlaubt. Versuche es noch einmal, oder höre es in diesem Browser.',
  busy: 'Gerade werden andere gehört. Versuche es gleich noch einmal.',
  'source-failed':
    'Der Ort, an dem der Song liegt, hat nichts Brauchbares geantwortet. Versuche es später, oder wähle einen anderen.',
  cancelled: 'Es wurde vor dem Ende abgebrochen. Versuche es wieder, wann immer du möchtest.',
  internal:
    'Hier ist etwas schiefgegangen, und es liegt nicht an deiner Datei. Versuche es noch einmal; wenn es so bleibt, melde es bitte.',
  unknown: 'Der Server wollte das nicht tun. Lade die Seite neu und versuche es noch einmal.',
};

export const player: Catalogue['player'] = {
  label: 'Player',
  play: 'Abspielen',
  pause: 'Pause',
  next: (title) => (title ? `Weiter: ${title}` : 'Weiter'),
  previous: 'Zurück',
  shuffle: 'Zufällige Folge',
  repeat: { off: 'Wiederholen: aus', all: 'Wiederholen: alle', one: 'Wiederholen: dieser Song' },
  position: 'Stelle im Song',
  at: (now, all) => `${now} von ${all}`,
  failed: 'Dieser Song kann hier nicht abgespielt werden.',
  stop: 'Anhalten und Player schließen',
  volume: 'Lautstärke',
  mute: 'Stumm',
  unmute: 'Ton an',
  queue: 'Was danach kommt',
  queueTitle: 'Warteschlange',
  queueOf: songs,
  jump: (title, artist) => `${title}${artist ? ` von ${artist}` : ''} abspielen`,
  remove: (title) => `${title} aus der Warteschlange nehmen`,
  close: 'Warteschlange schließen',
  keys: [
    ['Leertaste', 'abspielen und anhalten'],
    ['Umschalt N', 'weiter'],
    ['Umschalt P', 'zurück'],
    ['Umschalt ←→', '10 Sekunden'],
    ['Umschalt M', 'stumm'],
  ],
};

export const corrections: Catalogue['corrections'] = {
  itIs: 'Genre berichtigen',
  title: (title) => `${title} ist …`,
  titleOfMany: (count) => plural(count, { one: 'Dieser Song ist …', other: 'Diese # Songs sind …' }),
  change: (title, genre) => `${title}: ${genre}. Sag, was es ist.`,
  filter: 'Ein Genre, auch ein eigenes',
  genres: 'Genres',
  own: (name) => `„${name}“, ein eigenes Genre`,
  none: 'Keins davon',
  forget: 'Zurücknehmen, was du gesagt hast',
  close: 'Schließen',
  you: 'das sagst du',
  neighbours: (count) => `wie ${songs(count)}, die du benannt hast`,
  neighboursShort: (count) => `wie ${songs(count)}`,
  saying: 'Wird behalten',
  said: (what, genre) => `${what}: ${genre}.`,
  saidNone: (what) => `${what}: keins davon.`,
  forgotten: (what) => `${what}: wie es gehört wurde.`,
  many: songs,
  neighboursToo: (count) =>
    plural(count, { one: '# ähnlich klingender Song folgt.', other: '# ähnlich klingende Songs folgen.' }),
  inLibrary: 'Deine Bibliothek weiß es jetzt.',
  inBrowser: 'In diesem Browser behalten.',
  undo: 'Rückgängig',
  undone: 'Zurückgenommen.',
  dismiss: 'Schließen',
};

export const search: Catalogue['search'] = {
  page: (title) =>
    `Ein Link zu ${title} führt zu einer Seite, nicht zu einer Klangdatei. Suche den Song nach seinem Namen, oder nimm die Datei selbst.`,
  label: 'Song nach Name oder Adresse finden',
  placeholder: 'Tippe den Namen eines Songs, oder füge eine Adresse ein',
  clear: 'Leeren',
  found: 'Gefundene Songs',
  searching: 'Sucht',
  count: (count) => `${songs(count)} gefunden.`,
  nothing: 'Nichts gefunden. Versuche es mit weniger Wörtern oder dem Namen der Künstlerin, des Künstlers.',
  noneAnswered: 'Keine Quelle hat geantwortet, darum wurde nichts gesucht.',
  refused:
    'Diese Adresse wird nicht geholt: Songs kommen von öffentlichen Webadressen, die mit http oder https beginnen.',
  unreachable: 'Der Server hat nicht geantwortet. Zum Suchen braucht es ihn und das Internet.',
  offline:
    'Du bist offline, und zum Suchen braucht es das Internet. Es geht von selbst weiter, wenn du wieder da bist; Songs auf diesem Gerät können solange gehört werden.',
  address: 'Ein Song unter dieser Adresse',
  preview: (name) => `${name} abspielen`,
  stop: (name) => `${name} anhalten`,
  tracks: 'Titel',
  tracksOf: (name) => `Titel von ${name}`,
  analyze: 'Analysieren',
  analyzeNamed: (name) => `${name} analysieren`,
  fetching: 'Wird geholt',
  extent: { preview: 'Vorschau, 30 s', full: 'ganzer Song' },
  unplayable: 'Dieser Browser kann ihn nicht abspielen. Analysieren geht trotzdem.',
  sources: 'Wo gesucht wird',
  on: 'an',
  off: 'aus',
  terms: 'Bedingungen',
  privacy: 'Was du tippst, schickt dieser Server an die eingeschalteten Quellen.',
  heardPreview: 'Gehört: eine Vorschau von 30 s.',
  from: (source) => `Bei ${source} öffnen`,
};

export const history: Catalogue['history'] = {
  title: 'Früher gehört',
  kept: (count, days) =>
    `Nur in diesem Browser behalten: die letzten ${songs(count)}, ${days} Tage lang. Nur Antworten, kein Klang.`,
  clear: 'Alles vergessen',
  forget: (name) => `${name} vergessen`,
  forgotten: (count) => `${songs(count)} vergessen.`,
  undo: 'Rückgängig',
  more: (count) => `${number(count)} weitere zeigen`,
  when: (at) => dateText(at, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' }),
  shared: 'Eine Antwort ohne ihren Song: Sie steht ganz in der Adresse, und nichts davon wurde hochgeladen.',
  heardBy: (model) => `Gehört von ${model}`,
  said: 'Von jemandem gesagt',
  saveSaid: 'Speichern, was du gesagt hast',
  own: 'Einen eigenen Song hören',
  copy: 'Adresse kopieren',
  broken: 'In dieser Adresse steht keine Antwort',
  brokenLead:
    'Vielleicht wurde sie unterwegs abgeschnitten. Bitte noch einmal darum, oder höre einen eigenen Song.',
};

export const microphone: Catalogue['microphone'] = {
  title: { asking: 'Darf ich zuhören?', recording: 'Hört mit' },
  asking:
    'Dein Browser fragt, ob diese Seite das Mikrofon benutzen darf. Bevor du Ja sagst, wird nichts aufgenommen.',
  hint: {
    browser: 'Halte es zur Musik hin. Was es hört, bleibt auf diesem Gerät.',
    server: 'Halte es zur Musik hin. Was es hört, hört dieser Server und löscht es.',
  },
  soFar: 'Bisher:',
  firstAnswer: 'Die erste Antwort kommt nach einigen Sekunden.',
  silent: 'Es kommt nichts an. Ist das Mikrofon stumm, oder die Musik sehr leise?',
  left: 'Sekunden übrig',
  level: 'Pegel des Mikrofons',
  finish: 'Genre nennen',
  finishFrom: (seconds) => plural(seconds, { one: 'noch # Sekunde', other: 'noch # Sekunden' }),
  cancel: 'Abbrechen',
  close: 'Schließen',
  again: 'Noch einmal versuchen',
  started: 'Die Aufnahme läuft. 10 Sekunden genügen, mehr als 30 werden es nicht.',
  enough: 'Das genügt. Du kannst jederzeit beenden.',
  error: {
    denied: {
      title: 'Das Mikrofon ist gesperrt',
      detail:
        'Diese Seite durfte es nicht benutzen. Erlaube es neben der Adresse oder in den Einstellungen deines Browsers, und versuche es noch einmal.',
    },
    missing: {
      title: 'Kein Mikrofon gefunden',
      detail:
        'Schließe eins an oder schalte es ein, und versuche es noch einmal. Ein Song als Datei geht ohne.',
    },
    insecure: {
      title: 'Nicht über diese Verbindung',
      detail:
        'Browser geben das Mikrofon nur Seiten über https oder von diesem Rechner selbst. Frage, wer diesen Server betreibt, nach einer https-Adresse.',
    },
    broken: {
      title: 'Das Mikrofon ist nicht gestartet',
      detail: 'Vielleicht benutzt es gerade ein anderes Programm. Schließe es, und versuche es noch einmal.',
    },
  },
};
