/** German of the pages about Tonearm, its models and its server. */
import type { Catalogue } from '../catalogue.ts';
import { number } from '../language.ts';
import { plural } from '../plural.ts';

const songs = (count: number) => plural(count, { one: '# Song', other: '# Songs' });

export const about: Catalogue['about'] = {
  title: 'Es hört zu, und es darf „nicht sicher“ sagen',
  lead: 'Tonearm hört einen Song und sagt sein Genre, mit einer Sicherheit, die ernst gemeint ist: Von hundert Antworten mit 80 % stimmen etwa achtzig.',
  parts: [
    {
      title: 'Was mit deinem Song geschieht',
      text: 'Auf dem Server: Er wird gesendet, gehört und gelöscht, bevor du die Antwort liest; nichts davon bleibt. In diesem Browser: Er verlässt dein Gerät nie. In beiden Fällen hört derselbe Code mit demselben Modell.',
      textAlone: 'Er wird in diesem Browser gehört: Er verlässt dein Gerät nie.',
    },
    {
      title: 'Was zehn Genres sagen können und was nicht',
      text: 'Blues, Klassik, Country, Disco, Hip-Hop, Jazz, Metal, Pop, Reggae, Rock: die zehn der bekanntesten Sammlung des Fachs. Viel Musik ist keins davon, oder zwei zugleich. Dann ist die ehrliche Antwort „keins davon“ oder eine Rangliste, und die bekommst du.',
    },
    {
      title: 'Wofür man es nicht benutzen darf',
      text: 'Um zu entscheiden, was jemand für seine Musik bekommt, wo sie eingeordnet oder ob sie zugelassen wird. Es hat von etwa tausend Ausschnitten gelernt, die meisten westlich und älter als 2000, und hat bei Interpreten, die es nie gehört hat, in etwa acht von zehn Fällen recht.',
    },
    {
      title: 'Wessen Ohr es ist',
      text: 'Es beginnt mit MSD_musicnn und MSD_vgg von Jordi Pons (ISC-Lizenz), zwei Netzen, die von etwa 200.000 Songs gelernt haben, wie Hörer sie benennen. Was deinen Song mit Songs bekannter Genres vergleicht, wurde hier gelernt.',
    },
    {
      title: 'Vier Türen zu einer Antwort',
      text: 'Diese Seite, eine Kommandozeile, eine HTTP-Schnittstelle und eine TypeScript-Bibliothek teilen sich den Code, vom ersten Byte bis zur letzten Ziffer.',
    },
  ],
  commands: {
    title: 'Ohne eine Seite',
    list: ['npx tonearm classify song.mp3', 'npx tonearm classify ~/Music --json', 'npx tonearm serve'],
  },
  links: {
    how: 'So geht es',
    models: 'Was es wert ist',
    api: 'API-Dokumentation',
    health: 'Zustand dieses Servers',
    notices: 'Lizenzen von dem, was darin steckt',
  },
};

export const models: Catalogue['models'] = {
  told: {
    'Two pretrained networks and columns of timbre, rhythm and texture, compared with songs of known genre.':
      'Zwei vortrainierte Netze und Spalten von Klangfarbe, Rhythmus und Textur, verglichen mit Songs bekannten Genres.',
    'The nearest songs by mean and covariance of MFCC vote, the nearer the more.':
      'Die nächsten Songs nach Mittelwert und Kovarianz der MFCC stimmen ab, je näher, desto mehr.',
  },
  title: 'Was es wert ist',
  lead: 'Jede Zahl hier sagt, was gemessen wurde, an wie vielen Songs, und wie geteilt wurde. Songs von Interpreten, von denen gelernt wurde, dienen nie zur Prüfung: Wer den Interpreten kennt, hat es leicht.',
  loading: 'Der Server wird nach seinen Modellen gefragt',
  unreachable: 'Der Server hat nicht geantwortet. Dort stehen die Modelle.',
  none: 'Dieser Server hat kein Modell. Lass eins mit „tonearm train“ lernen und leg es in seinen Ordner für Modelle.',
  retry: 'Noch einmal versuchen',
  isDefault: 'Hört, wenn nichts gewählt ist',
  own: {
    badge: 'Aus deiner Bibliothek',
    title: 'Ein eigenes Modell',
    lead: 'Sag von Songs, was sie sind, oder lass es deine Tags sagen, und es entsteht ein Modell, das deine Genres kennt. Du siehst, wie gut es bei Interpreten ist, die es nicht kennt, bevor du es benutzt.',
    train: 'Aus meiner Bibliothek lernen',
    listen: 'Beim Hören benutzen',
    listens: 'Beim Hören in Gebrauch',
    back: 'Wieder das übliche Modell benutzen',
    library: 'Für die Bibliothek benutzen',
  },
  headline: 'richtig',
  headlineOf: (n, data) => `${songs(n)}. ${data}`,
  within: 'plus/minus',
  facts: {
    trainedOn: 'Gelernt von',
    hears: 'Hört',
    oneByOne: (seconds) => `Stücke von ${number(seconds)}\u00a0s, eins nach dem anderen`,
    windows: (seconds, hop) =>
      `Stücke von ${number(seconds)}\u00a0s, alle ${number(hop)}\u00a0s beginnt eins`,
    unsure: 'Sagt „nicht sicher“',
    confidence: (share) => `wenn es sich eines Genres zu weniger als ${share} sicher ist`,
    agreement: (share) =>
      `wenn sich seine Wahrscheinlichkeiten zu weniger als ${share} auf ein Genre einigen`,
    overall: (share) =>
      `wenn es sich eines Genres zu weniger als ${share} sicher ist; dass es keins davon sein kann, spricht dagegen`,
    size: 'Größe',
    license: 'Lizenz',
  },
  figures: 'Alle Zahlen',
  figuresOf: (name) => `Alle Zahlen von ${name}`,
  columns: { measure: 'Maß', value: 'Wert', n: 'Songs', protocol: 'Wie', data: 'Woran' },
  measures: {
    accuracy: 'Richtig',
    'top-3 accuracy': 'Richtig unter den ersten drei',
    macroF1: 'F1, Mittel über die Genres',
    macroRecall: 'Gefunden, Mittel über die Genres',
    ece: 'Die Sicherheit liegt daneben um',
    claimed: 'Nennt ein Genre bei',
    claimsRight: 'Richtig, wenn es eins nennt',
    unsure: '„Nicht sicher“ bei dem, was kein bekanntes Genre ist',
    outsideRecall: 'Bemerkt Musik, die kein bekanntes Genre ist',
    outsidePrecision: 'Richtig, wenn es „keins davon“ sagt',
    outsideAuroc: 'Bekanntes Genre oder keins, getrennt nach der Wahrscheinlichkeit von keinem (AUROC)',
    auroc: 'Bekanntes Genre oder nicht, getrennt nach der Sicherheit (AUROC)',
  },
  spreads: {
    deviation: '± ist, wie weit Wiederholungen oder Teile auseinanderliegen.',
    error: '± ist der Standardfehler.',
  },
  splits: { artist: 'nach Interpreten', random: 'zufällig' },
  protocols: {
    artist: (folds) =>
      `In ${number(folds)} Teile geteilt, jeder Interpret nur in einem; jeder Teil wurde an einem Modell geprüft, das von den anderen gelernt hat.`,
    random: (folds) =>
      `Zufällig in ${number(folds)} Teile geteilt, sodass dieselben Interpreten gelernt und geprüft werden: Das schmeichelt.`,
    settled: 'Ab wann es „nicht sicher“ sagt, wurde ohne den geprüften Teil festgelegt.',
    artistsKnown: (known, all) =>
      `Der Interpret ist bei ${number(known)} von ${number(all)} Songs bekannt; die anderen können einen gemeinsam haben.`,
  },
  download: 'Modelldatei (ONNX)',
  confusion: {
    title: 'Was es womit verwechselt',
    caption: (n) => `Zeilen: was ${songs(n)} sind. Spalten: wie sie genannt wurden.`,
    most: (pairs) => (pairs.length > 0 ? `Am häufigsten daneben: ${pairs.join(', ')}.` : ''),
    pair: (actual, called, share) => `${share} ${actual} für ${called} gehalten`,
    cell: (share, actual, called) => `${share} ${actual} wurden ${called} genannt`,
    actual: 'Ist',
    called: 'Genannt',
  },
  reliability: {
    title: 'Ist seiner Sicherheit zu trauen?',
    caption:
      'Jeder Punkt ist ein Zehntel der Antworten. Auf der Linie stimmt eine Antwort mit 70 % in sieben von zehn Fällen; darüber ist das Modell zu bescheiden, darunter zu kühn.',
    x: 'Es sagt',
    y: 'Es stimmt',
    point: (said, right, n) => `Sagt ${said}: richtig sind ${right} von ${number(n)}`,
  },
  compare: {
    title: 'Warum andere mehr berichten',
    lead: 'Modelle gleicher Art bekommen an derselben Sammlung sehr verschiedene Zahlen, je nachdem, wie die Prüfsongs gewählt sind. Veröffentlichte Zahlen stammen aus Teilungen, bei denen Interpreten auf beiden Seiten stehen, manchmal sogar Stücke eines Songs.',
    table: 'Veröffentlichte Zahlen neben unseren',
    system: 'Verfahren',
    published: 'Veröffentlicht',
    random: 'Zufällig geteilt, hier',
    here: 'Nach Interpreten, hier',
    why: 'Woher der Abstand kommt',
    rows: [
      {
        system: 'Nächste Songs nach MFCC',
        published: '68 bis 71 %',
        random: '70,8 %',
        here: '48,0 %',
        why: 'Zufällig geteilt: Zu den meisten Prüfsongs steht derselbe Interpret unter den gelernten.',
      },
      {
        system: 'Dichtes Netz, 57 Merkmale',
        published: '70 bis 72,5 %',
        random: '70,2 bis 72,3 %',
        here: '46,4 bis 46,6 %',
        why: 'Zufällig geteilt. Die Spalte „length“ der bekannten Tabelle, die verrät, woher ein Ausschnitt stammt, bleibt hier weg.',
      },
      {
        system: 'Dichtes Netz, 498 Merkmale',
        published: '68,5 %',
        random: '76,6 %*',
        here: '56,8 %*',
        why: 'Zufällig geteilt. Vier Fünftel der vorhandenen Ausschnitte gehören zu vier Genres, was es hier leichter macht.',
      },
      {
        system: 'LSTM auf MFCC-Folgen',
        published: '74 %',
        random: '68,9 %*',
        here: '52,7 %*',
        why: 'Meist werden Songs erst zerschnitten, dann geteilt: Stücke eines Songs liegen auf beiden Seiten.',
      },
      {
        system: 'CNN auf MFCC',
        published: '88 %',
        random: '76,6 %*',
        here: '55,9 %*',
        why: 'Wie oben, und ein Netz dieser Größe merkt sich den Klang einer Aufnahme gut.',
      },
      {
        system: 'CNN auf Mel-Spektrogrammen',
        published: '75 %',
        random: '79,6 %*',
        here: '65,7 %*',
        why: 'Zufällig geteilt; Prüfstücke von drei Sekunden.',
      },
    ],
    note: 'Hier: fünf Faltungen von GTZAN ohne seine bekannten Fehler, 640 Ausschnitte. * Von diesen Arten waren nur 338 Ausschnitte zu hören, vier Fünftel davon Blues, Klassik, Country oder Metal: nicht mit den anderen Zeilen zu vergleichen. Tonearms übliches Modell beginnt mit einem vortrainierten Ohr, das einige der GTZAN-Songs gehört haben mag, unter Tags von Hörern: „Nach Interpreten“ gilt streng nur für das, was hier gelernt wurde. Die Netze lernten von jedem zweiten Stück von drei Sekunden, höchstens 20 Epochen lang.',
    ours: 'Tonearms übliches Modell',
    oursWhy: (n) =>
      `Gemessen an ${number(n)} Ausschnitten, nicht denselben wie die Zeilen darüber. Seine Zahl bei zufälliger Teilung steht hier zum Vergleich. Über deine Songs sagt sie nichts: Rechne mit der nach Interpreten.`,
    noClaim: 'keine',
  },
  unavailable: 'Dateien, die dieser Server nicht gebrauchen konnte',
};

export const health: Catalogue['health'] = {
  asking: 'Der Server wird gefragt',
  title: {
    ok: 'Alles in Ordnung',
    degraded: 'Kein Modell zum Hören',
    away: 'Der Server antwortet nicht',
    locked: 'Der Server ist gesperrt',
  },
  lead: {
    ok: (version, span) => `Tonearm ${version} läuft seit: ${span}.`,
    degraded: (version, span) =>
      `Tonearm ${version} läuft seit: ${span}. Es hat aber kein Modell, das es gebrauchen kann; das Protokoll sagt, warum.`,
    locked:
      'Er fragt nach dem Zugangstoken, das er beim Start ausgegeben hat. Lade diese Seite neu, um es einzugeben.',
    away: 'Vielleicht wurde er angehalten, oder die Verbindung ist abgerissen. Er wird alle paar Sekunden wieder gefragt; solange kann dieser Browser hören.',
  },
  days: (count) => plural(count, { one: '# Tag', other: '# Tage' }),
  listeners: {
    title: 'Zuhörer',
    resting: (total) => (total === 1 ? 'Er ruht.' : 'Alle ruhen.'),
    busy: (busy, total) =>
      `${number(busy)} von ${number(total)} ${busy === 1 ? 'hört' : 'hören'} gerade einen Song.`,
  },
  queue: {
    title: 'Wartend',
    none: 'Niemand wartet.',
    room: (count) => `Platz für ${songs(count)}.`,
    full: 'Voll: Wer jetzt kommt, soll später wiederkommen.',
  },
  models: {
    title: 'Modelle',
    byDefault: (name) => `${name} antwortet, wenn kein anderes verlangt wird.`,
    none: 'Hier können keine Songs gehört werden.',
    unusable: (count) =>
      plural(count, { one: '# Datei war', other: '# Dateien waren' }).concat(' nicht zu gebrauchen.'),
    open: 'Ansehen',
  },
  library: {
    title: 'Bibliothek',
    none: 'Keine',
    noneNote: 'Ohne Musikordner gestartet.',
    songs: (count) => (count === 1 ? 'Song' : 'Songs'),
    scanning: 'Es wird nach weiteren gesucht.',
    rest: 'Gerade wird nicht gesucht.',
    open: 'Öffnen',
  },
  memory: {
    title: 'Speicher',
    note: 'Der Server selbst, ohne seine Zuhörer.',
    megabytes: (bytes) => number(Math.round(bytes / 1e6)),
    unit: 'MB',
  },
  browser: {
    title: 'Dieser Browser',
    ready: 'Bereit',
    readyNote: 'Was er zum Hören braucht, ist hier: Songs können offline gehört werden.',
    online: 'Online',
    onlineNote: 'Was er zum Hören braucht (etwa 10 MB), holt er beim ersten Mal.',
    offline: 'Offline',
    offlineNote: 'Was er zum Hören braucht, wurde nie geholt.',
  },
  asJson: 'Dasselbe für Programme',
  api: 'API-Dokumentation',
};
