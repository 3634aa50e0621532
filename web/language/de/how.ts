/** German of the explanation. */
import type { Catalogue } from '../catalogue.ts';
import { number } from '../language.ts';

export const how: Catalogue['how'] = {
  title: 'Wie aus einem Song ein Genre wird',
  lead: 'Bewege die Nadel, und jedes Bild darunter folgt ihr. Alles wird auf dieser Seite berechnet, vom selben Code, der deine Songs hört.',
  tune: 'Eine Melodie, für diese Seite gemacht',
  busy: 'Hört zu',
  failed: (message) => `Dieser Song war nicht zu gebrauchen. ${message}`,
  needle: {
    label: 'Nadel',
    at: (seconds) => `${seconds.replace('.', ',')} s`,
    play: 'Ab der Nadel abspielen',
    stop: 'Anhalten',
    own: 'Eigenen Song nehmen',
    reset: 'Zurück zur Melodie',
  },
  wave: {
    title: 'Klang ist eine einzige Linie',
    text: 'Der Luftdruck, 22.050-mal in der Sekunde gemessen. Nichts an der Linie sagt schon „Gitarre“. Die Modelle hören eine halbe Minute am Stück; hier sind es etwa zehn Sekunden.',
    picture: 'Der ganze Klang als Welle, mit der Nadel darauf',
  },
  window: {
    title: 'Ein Moment, weich ausgeschnitten',
    text: 'Eine Tonhöhe braucht etwas Zeit: 2.048 Abtastwerte, 93 Tausendstelsekunden. Hart geschnitten klängen die Ränder wie Knackser. Darum blendet ein Fenster den Moment ein und aus, und der nächste beginnt, bevor dieser endet.',
    hard: 'Hart',
    soft: 'Mit Fenster',
    choice: 'Wie der Moment geschnitten wird',
    picture: 'Die Abtastwerte des Moments unter der Nadel',
  },
  spectrum: {
    title: 'Welche Töne darin sind',
    text: 'Die Fourier-Transformation fragt 1.025 reine Töne, einen nach dem anderen: Wie viel von dir steckt in diesem Moment? Tiefe Töne links, hohe rechts.',
    loudest: (hertz, note) => `Am lautesten: ${number(hertz)} Hz, nahe ${note}`,
    silent: 'Hier ist nichts zu hören',
    picture: 'Das Spektrum des Moments',
  },
  mel: {
    title: 'Das Ohr zählt anders',
    text: 'Von 200 bis 400 Hz ist es eine Oktave, von 8.000 bis 8.200 Hz kaum ein Unterschied. Die Mel-Skala gibt dem Bass viele schmale Bänder und den Höhen wenige breite. Moment für Moment ergeben ihre Pegel ein Bild des Klangs, und dieses Bild sieht sich ein Bildnetz an.',
    moment: 'Pegel von 64 Mel-Bändern unter der Nadel',
    picture: 'Mel-Spektrogramm: die Zeit von links nach rechts, die Tonhöhe von unten nach oben',
  },
  mfcc: {
    title: 'Die Klangfarbe in wenigen Zahlen',
    text: 'Eine Kosinustransformation ordnet die Form dieser Pegel nach Feinheit: erst die großen Bögen, zuletzt die feinen Wellen. Behältst du ein Dutzend dieser MFCC, hast du die Klangfarbe ohne die Noten. Behältst du mehr, kommen die Noten zurück.',
    kept: 'Behaltene Koeffizienten',
    picture: (kept) => `Mel-Pegel, und was ${number(kept)} Koeffizienten davon sagen`,
  },
  harmony: {
    title: 'Welche Noten, gleich in welcher Oktave',
    text: 'Das Chroma zählt für jeden der zwölf Töne alle Oktaven zusammen. Das Tonnetz setzt ihre Mischung auf drei Kreise: Quinten, kleine und große Terzen. Ein Akkordwechsel ist ein Sprung, ein gehaltener Akkord steht still.',
    chroma: (notes) => `Stärkste Töne: ${notes}`,
    tonnetz: 'Der Moment auf den Kreisen der Quinten, kleinen Terzen und großen Terzen',
    circles: ['Quinten', 'Kleine Terzen', 'Große Terzen'],
  },
  shape: {
    title: 'Hell oder dunkel, breit oder schmal',
    text: 'Vier einzelne Zahlen über einen Moment. Im Schwerpunkt ist das Spektrum im Gleichgewicht, die Bandbreite sagt, wie weit es streut, und unter dem Rolloff liegen 85 % davon. Nulldurchgänge zählen, wie oft die Welle das Vorzeichen wechselt: selten beim Bass, oft beim Becken.',
    centroid: 'Schwerpunkt',
    bandwidth: 'Bandbreite',
    rolloff: 'Rolloff',
    crossings: 'Nulldurchgänge',
    picture: 'Schwerpunkt und Rolloff im Lauf des Klangs',
  },
  parts: {
    title: 'Was klingt und was klopft',
    text: 'Im Spektrogramm sind gehaltene Töne waagrechte Linien und Schläge senkrechte. Mediane in beiden Richtungen trennen sie. Hör dir beides an.',
    harmonic: 'Was klingt',
    percussive: 'Was klopft',
    play: (part) => `Abspielen: ${part}`,
  },
  tempo: {
    title: 'Wo der Fuß wippt',
    text: 'Immer wenn viele Bänder zugleich ansteigen, setzt etwas ein. Der Abstand, in dem sich diese Einsätze wiederholen, ist das Tempo; die Schläge sind die Kette von Einsätzen, die es hält.',
    bpm: 'Schläge pro Minute',
    picture: (bpm, beats) => `Stärke der Einsätze, mit ${beats} Schlägen bei ${bpm} pro Minute`,
  },
  knn: {
    title: 'Frag die Nachbarn',
    text: 'Das einfachste Modell lernt nichts: Es behält alle Songs. Hier ist jeder Punkt ein Stück eines Songs und seine Farbe das Genre. Bewege deinen Song mit dem Finger, der Maus oder den Pfeiltasten; die nächsten Stücke stimmen ab.',
    song: 'Dein Song',
    k: 'Gefragte Nachbarn',
    picture: (x, y) => `Bei ${x}, ${y}`,
    votes: (parts) => `Stimmen: ${parts}`,
  },
  networks: {
    title: 'Oder lernen, was zählt',
    text: 'Netze gewichten, was sie hören, und ändern die Gewichte, bis ihre Antworten bei bekannten Songs besser werden.',
    list: [
      {
        name: 'Dicht',
        text: 'Sieht eine Liste von Zahlen über den ganzen Song, etwa Mittelwerte von allem, was oben steht. Jede Zahl trifft jede andere. Klein und schnell; taub für die Reihenfolge.',
      },
      {
        name: 'LSTM',
        text: 'Liest MFCC Moment für Moment und trägt ein Gedächtnis mit. Hört die Reihenfolge, vergisst langsam, lernt langsam.',
      },
      {
        name: 'CNN',
        text: 'Schiebt kleine Muster über das Mel-Bild: einen Anschlag, einen Akkord, einen Groove, wo immer sie stehen. Braucht viele Songs, sonst lernt es Aufnahmen auswendig.',
      },
      {
        name: 'Ein geübtes Ohr',
        text: 'Zwei fremde Netze, die an 200.000 Songs gelernt haben, wie deren Hörer sie nennen: „mellow“, „guitar“, „80s“. Ihr Eindruck von deinem Song wird mit ihren Eindrücken von Songs bekannter Genres verglichen. So macht es Tonearms übliches Modell, neben eigenen Maßen; was Genres unterscheidet, zählt am meisten.',
      },
    ],
  },
  leak: {
    title: 'Wie man sich selbst täuscht',
    text: 'Ein Modell ist nur wert, was es bei Songs trifft, die es nie gehört hat. Wer Songs erst zerschneidet und dann die Stücke aufteilt, hat zu fast jedem geprüften Stück eine Schwester unter den gelernten. Probier es: dieselben Punkte, dasselbe Modell, eine andere Teilung.',
    choice: 'Was geteilt wird',
    pieces: 'Stücke',
    songs: 'Ganze Songs',
    right: 'richtig',
    learned: 'gelernt',
    tested: 'geprüft',
    said: {
      pieces:
        'Es sieht glänzend aus und ist nur Erinnerung: Der nächste Nachbar eines Stücks ist das nächste Stück desselben Songs. Genau so sieht Überanpassung aus.',
      songs:
        'Viel weniger, und wahr: So viel bekämen deine eigenen Songs. Auch über Interpreten sickert etwas durch; darum teilt Tonearm nach Interpreten.',
    },
    picture: 'Die Sammlung, geteilt für eine Prüfung',
  },
  description: {
    title: 'Mehr als das Genre',
    text: 'Dasselbe Ohr sagt auch, wie sich ein Song anfühlt. Für eine Stimmung genügen zwei Fragen: Würden Hörer ihn positiv nennen, und würden sie ihn aufgeregt nennen? Liegen die Antworten nahe der Mitte, sagt Tonearm „schwer zu sagen“.',
    valence: 'Positiv',
    arousal: 'Aufgeregt',
    moods: {
      excited: { positive: 'froh', negative: 'angespannt' },
      relaxed: { positive: 'ruhig', negative: 'traurig' },
    },
    feels: (mood) => `So ein Song heißt ${mood}.`,
    hardToSay: 'So ein Song ist schwer zu sagen.',
    picture: 'Ein Song zwischen traurig und froh, ruhig und angespannt',
    way: {
      title: 'Der Weg deines Songs',
      text: 'Ein Song wird einmal gelesen, und alles wird unterwegs gehört: drei halbe Minuten davon, oder der ganze Song, wenn du darum bittest. Auf dem Server und in diesem Tab ist es derselbe Code, darum sind die Antworten gleich, und nichts von dem Song wird behalten.',
      list: [
        {
          part: 'Beim Dekodieren',
          of: 'werden Lautheit und höchste Spitze gemessen, aus allen Kanälen.',
        },
        {
          part: 'Aus jeder halben Minute',
          of: 'sagt der Eindruck des Ohrs das Genre, die Stimmung, die Wörter und die Stimme; wo der Klang einsetzt, sagt das Tempo; seine Töne, soweit sie herausragen, sagen die Tonart.',
        },
        {
          part: 'Am Ende',
          of: 'werden die Antworten der halben Minuten gemittelt, wobei mehr zählt, wo mehr zu hören ist; die Energie folgt aus der Aufregung und daraus, wie wenig die Spitzen herausragen.',
        },
      ],
    },
    right: {
      title: 'Wie oft das stimmt',
      text: 'Gemessen an Songs von Interpreten, von denen es nicht gelernt hatte, gegen das, was Menschen geklopft, aufgeschrieben oder gesagt haben. „±“ sagt, wie weit drei Versuche mit anderen Teilungen auseinanderliegen. Jede Antwort hat ihre eigene Sicherheit; was zu unsicher ist, wird nicht gesagt.',
      list: [
        {
          part: 'Tempo',
          figure: '76,9 ± 0,8 %',
          of: 'auf 4 % genau bei 456 geklopften Songs; sind halb, doppelt und Drittel erlaubt, 92,3 %. Bekannte Programme erreichen 61 und 64 %.',
        },
        {
          part: 'Tonart',
          figure: '72,3 ± 0,6 %',
          of: 'von 357 Songs genau; ein bekanntes Programm 61 %.',
        },
        {
          part: 'Stimmung',
          figure: '71,4 ± 0,7 %',
          of: 'von 325 Songs im richtigen von vier Vierteln; 79 % von denen, bei denen es nicht „schwer zu sagen“ sagt.',
        },
        {
          part: 'Aufgeregt oder entspannt',
          figure: '90,3 ± 1,0 %',
          of: 'von 325 Songs; positiv oder negativ 78,4 ± 0,8 %.',
        },
        {
          part: 'Wörter',
          figure: '6 von 10',
          of: 'oder mehr: Wörter, die bei von Hörern benannten Songs seltener stimmen, werden nicht gezeigt.',
        },
        {
          part: 'Stimme',
          figure: '94.6 %',
          of: 'von 617 Songs, mit einem Behelf: Klassik gilt als ohne Stimme, Hip-Hop, Country und Pop als mit Stimme.',
        },
        {
          part: 'Lautheit',
          figure: '0,1 LU',
          of: 'höchstens neben den Prüfsignalen der Norm, EBU R 128.',
        },
        {
          part: 'Energie',
          figure: 'eine Festlegung',
          of: 'Aufregung, und wie dicht der Klang ist; niemand hat sie annotiert.',
        },
      ],
    },
  },
  sure: {
    title: 'Wie „78 %“ zu lesen ist',
    text: 'Bevor ein Modell ausgeliefert wird, vergleicht man seine Sicherheit mit dem, was es bei nicht gelernten Songs getroffen hat, und berichtigt sie. So verspricht ein Prozentsatz etwas über viele Antworten, und nichts über eine einzelne.',
    says: 'Es sagt',
    claim: (right) =>
      `Von hundert solchen Antworten stimmen etwa ${number(right)}, und ${number(100 - right)} nicht.`,
    unsure:
      'So wenig, dass Tonearm kein Genre nennt: Es sagt „nicht sicher“ und zeigt die Rangliste. Wo das beginnt, wird für jedes Modell gemessen.',
    picture: (right) => `${number(right)} von 100 Punkten gefüllt`,
    next: 'Was jedes Modell wert ist',
  },
};
