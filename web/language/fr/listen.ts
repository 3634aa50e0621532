/** French of what surrounds every page, and of listening. */
import { FORMATS_IN_WORDS } from '../../error-message.ts';
import { clock, spokenTime } from '../../timeline/time-axis.ts';
import type { Catalogue } from '../catalogue.ts';
import { genreName, percent } from '../en/main.ts';
import { keyNamed } from '../key-name.ts';
import { dateText, number } from '../language.ts';
import { plural } from '../plural.ts';

const songs = (count: number) => plural(count, { one: '# morceau', other: '# morceaux' });

const TONICS: Readonly<Record<string, string>> = {
  C: 'Do',
  D: 'Ré',
  E: 'Mi',
  F: 'Fa',
  G: 'Sol',
  A: 'La',
  B: 'Si',
};

const GENRES: Readonly<Record<string, string>> = {
  classical: 'classique',
  hiphop: 'hip-hop',
};

/** Words of the ear that are no genres of the model. */
const WORDS: Readonly<Record<string, string>> = {
  electronic: 'électronique',
  sad: 'triste',
};

export const main: Catalogue['main'] = {
  name: 'Tonearm',
  language: 'Langue',
  translatedBy: 'Traduit avec l’aide d’une machine ; à corriger dans web/language/fr',
  genre: (genre) => GENRES[genre] ?? genre,
  title: 'Tonearm : un morceau entre, son genre sort',
  pageTitle: (title) => `${title} · Tonearm`,
  nav: {
    label: 'Navigation principale',
    listen: 'Écouter',
    library: 'Bibliothèque',
    how: 'Principe',
    models: 'Modèles',
    about: 'Infos',
    skip: 'Aller au contenu',
  },
  theme: { toDark: 'Passer au sombre', toLight: 'Passer au clair' },
  hero: {
    title: 'À quoi ça ressemble ?',
    lead: 'Posez un morceau. Tonearm l’écoute en entier, nomme le genre et dit à quel point il en est sûr. Quand il ne peut pas le dire, il le dit.',
    choose: 'Choisir des morceaux',
    folder: 'Choisir un dossier',
    record: 'Enregistrer',
    anywhere: 'ou déposez-les sur le disque, ou n’importe où sur cette page',
    put: 'Poser un morceau',
    knows: 'Dix genres',
    formats: `${FORMATS_IN_WORDS}. De 3 secondes à 3 heures.`,
  },
  examples: {
    lead: 'Pas de morceau sous la main ? Essayez l’un des nôtres, joué par le synthétiseur de Tonearm :',
    making: 'En train de jouer',
    failed: 'L’exemple n’a pas pu être créé. Rechargez la page et réessayez.',
    title: { 'slow-water': 'Slow Water', 'night-bus': 'Night Bus', 'two-rooms': 'Two Rooms' },
  },
  drop: { title: 'Lâchez', hint: 'Des morceaux ou des dossiers entiers' },
  add: {
    more: 'Ajouter des morceaux',
    folder: 'Ajouter un dossier',
    record: 'Enregistrer avec le micro',
  },
  engine: {
    label: 'Où écouter',
    name: { server: 'Sur le serveur', browser: 'Dans le navigateur' },
    model: 'Écouté par',
    usual: 'le modèle habituel',
    own: (madeAt) =>
      `votre modèle du ${dateText(new Date(madeAt), { day: 'numeric', month: 'long', year: 'numeric' })}`,
    note: {
      server: 'Le morceau est envoyé à ce serveur, écouté, puis effacé.',
      browser: 'Rien ne quitte cet appareil. Le premier morceau télécharge ce qu’il faut (environ 10 Mo).',
    },
    chosen: {
      server: 'Choisi parce que cela ménage cet appareil.',
      browser: 'Choisi parce que cet appareil en est capable.',
    },
  },
  offline:
    'Vous êtes hors ligne, et ce serveur est hors de portée. Les morceaux peuvent être écoutés ici à la place.',
  leftOut: (names) =>
    names.length === 1
      ? `${names[0]} a été laissé de côté : ce n’est pas un morceau.`
      : `${number(names.length)} fichiers qui ne sont pas des morceaux ont été laissés de côté.`,
  dismiss: 'Fermer',
  queue: {
    label: 'Morceaux',
    heard: (done, all, failed) => {
      const counted =
        done === all
          ? plural(all - failed, { one: '# terminé', other: '# terminés' })
          : `${number(done - failed)} sur ${number(all)}`;
      return failed === 0 ? counted : `${counted}, ${plural(failed, { one: '# échec', other: '# échecs' })}`;
    },
    clear: 'Vider',
    cancelAll: 'Tout annuler',
    cleared: (count) =>
      plural(count, { one: '# morceau retiré de la liste.', other: '# morceaux retirés de la liste.' }),
    undo: 'Annuler',
    retryAll: (count) => `Réessayer (${number(count)})`,
    waiting: 'En attente',
    uploading: (fraction) => `Envoi, ${percent(fraction)}`,
    listening: (seconds) => (seconds > 0 ? `Écoute, ${clock(seconds)} entendues` : 'Écoute'),
    cancelled: 'Annulé',
    cancel: (name) => `Annuler ${name}`,
    retry: (name) => `Écouter ${name} à nouveau`,
    remove: (name) => `Retirer ${name}`,
    done: (genre, probability) => `${genreName(genre)}, ${percent(probability)}`,
    unsure: (genre) => `Pas sûr, peut-être ${genreName(genre)}`,
    outside: 'Aucun de ceux-là',
    said: (genre) => `Vous dites : ${genre === null ? 'aucun de ceux-là' : genreName(genre)}`,
  },
  verdict: {
    sure: 'Plutôt sûr',
    leaning: 'Probable',
    unsure: 'Pas sûr',
    outside: 'Aucun de ceux-là',
    unsureTitle: 'Peut-être',
    or: 'ou',
    itIs: 'Corriger le genre',
    said: 'C’est vous qui le dites',
    train: 'Apprendre de ma bibliothèque',
    heard: (genre, share) => `Entendu : ${genreName(genre)}, ${share}.`,
    heardOutside: 'Aucun de ses genres n’a été entendu.',
    meansSure: (p) => `Les réponses aussi sûres sont justes environ ${howOften(p)}.`,
    notSureWhich: (names) => `Pas sûr duquel : ${names.join(' ou ')}.`,
    meansSeveral:
      'Un morceau peut avoir plusieurs genres : chacun vaut pour lui-même, avec son propre degré de certitude.',
    meansUnsure:
      'Pas assez pour en affirmer un, alors ceci est un classement. C’est ici que finissent les morceaux entre deux genres, et les sons que le modèle ne connaît pas.',
    meansOutside:
      'Cela ne ressemble à aucun des genres que ce modèle connaît. Il a appris à le remarquer avec peu de morceaux, et passe donc à côté de beaucoup de cette musique.',
  },
  pending: {
    waiting: 'Attend son tour',
    starts: 'Cela commence tout seul dès qu’il y a de la place.',
    uploading: 'Envoi',
    listening: 'Écoute',
    heard: (seconds) => `${clock(seconds)} entendues jusqu’ici`,
  },
  cancelled: { title: 'Annulé', detail: 'Ce morceau n’a pas été écouté jusqu’au bout.' },
  failure: {
    retry: 'Réessayer',
    details: 'En détail',
    elsewhere: { server: 'L’écouter dans ce navigateur', browser: 'L’écouter sur le serveur' },
    title: (code) => FAILURE_TITLES[code],
    unreachable: {
      server: 'Le serveur n’a pas répondu, ou s’est arrêté au milieu. Votre morceau n’a rien.',
      browser:
        'Ce qu’il faut pour écouter n’a pas pu être téléchargé. Connectez-vous une fois ; ensuite cela marche hors ligne.',
    },
  },
  player: {
    play: 'Lire',
    pause: 'Pause',
    position: 'Position dans le morceau',
    at: (seconds, duration) => `${spokenTime(seconds)} sur ${spokenTime(duration)}`,
    unplayable: 'Ce navigateur ne peut pas lire ce type de fichier. La réponse vaut quand même.',
    tooLong: 'Trop long pour être dessiné comme une onde ; il se lit quand même.',
    course: 'Au fil du morceau',
    unheard: 'Pâle : non écouté',
    wave: 'Onde',
    spectrogram: 'Spectrogramme',
    chroma: 'Chroma',
    drawing: 'Le son se dessine',
    undrawable: 'Le son n’a pas pu être dessiné dans ce navigateur.',
    hertz: (hertz) => (hertz < 1000 ? `${hertz} Hz` : `${number(hertz / 1000)} kHz`),
    pictured: {
      spectrogram: 'Spectrogramme mel : la force de chaque fréquence au fil du morceau',
      chroma: 'Chroma : la force de chacune des douze notes au fil du morceau',
    },
    view: 'Vue du son',
  },
  ranking: {
    title: 'Classement',
    song: 'Tout le morceau',
    moment: (seconds) => `À ${clock(seconds)}`,
    scope: 'Quelle partie',
    more: 'Les dix',
    fewer: 'Les cinq premiers',
  },
  sound: {
    key: 'Tonalité',
    keyName: (key) =>
      keyNamed(key, (tonic, sharp, minor) =>
        [TONICS[tonic], ...(sharp ? ['dièse'] : []), minor ? 'mineur' : 'majeur'].join(' '),
      ),
    mood: 'Humeur',
    moods: { happy: 'Joyeux', tense: 'Tendu', sad: 'Triste', calm: 'Calme' },
    hardToSay: 'Difficile à dire',
    feels: (valence, arousal) =>
      `${arousal > 0.5 ? 'agité' : 'détendu'}, ${valence > 0.5 ? 'positif' : 'négatif'}`,
    energy: 'Énergie',
    ofTen: (share) => `${Math.round(10 * share)} sur 10`,
    voice: 'Voix',
    sung: 'Chanté',
    instrumental: 'Instrumental',
    voiceLikely: (share) => `une voix : probable à ${share}`,
    loudness: 'Sonie',
    lufs: (lufs) => `${lufs.toFixed(1).replace('.', ',')} LUFS`,
    words: 'Évoque',
    word: (word) => WORDS[word] ?? GENRES[word] ?? word,
    alsoHeard: (words) => `Ce que l’on entend : ${words}.`,
  },
  facts: {
    title: 'À propos de cette réponse',
    warnings: {
      damaged: 'Des parties du fichier sont endommagées et ont été laissées de côté.',
      truncated: 'Le fichier se termine trop tôt.',
      short: 'Il y a peu de son : la réponse repose sur peu de chose.',
      'partly-silent': 'Une grande partie du morceau est du silence et a été laissée de côté.',
      clipped: 'L’enregistrement est saturé, et la réponse peut en être changée.',
      'metadata-mismatch': 'Le fichier dit de lui-même autre chose que ce qu’il contient.',
      'band-limited': 'Les aigus manquent, or les genres s’y reconnaissent aussi.',
      'low-bitrate': 'Un encodage aussi serré retire une partie de ce qui distingue les genres.',
      'channels-cancel': 'Les canaux s’annulent l’un l’autre : c’est le plus fort qui est écouté.',
    },
    duration: 'Durée',
    heard: (seconds, passages) => `${clock(seconds)} écoutées, en ${passages} passages`,
    whole: 'Tout écouter',
    tempo: 'Tempo',
    unknown: 'inconnu',
    beats: (perMinute) => `${Math.round(perMinute)} battements par minute`,
    tempoElse: (others) => `ou ${others.map(Math.round).join(', ')}`,
    model: 'Modèle',
    engine: 'Écouté',
    time: 'Durée du calcul',
    decode: 'décodage',
    resample: 'rééchantillonnage',
    features: 'caractéristiques',
    infer: 'modèle',
    part: (name, ms) =>
      ms < 1000
        ? `${name} ${Math.round(ms)}\u00a0ms`
        : `${name} ${(ms / 1000).toFixed(1).replace('.', ',')}\u00a0s`,
    download: 'Télécharger en JSON',
    share: 'Copier un lien',
    shared: 'Lien copié',
    address: 'Adresse de cette réponse',
    picture: 'Enregistrer en image',
    table: 'Télécharger en CSV',
    again: {
      server: 'L’écouter aussi dans ce navigateur',
      browser: 'L’écouter aussi sur le serveur',
    },
  },
  announce: {
    added: (count) => plural(count, { one: '# morceau ajouté.', other: '# morceaux ajoutés.' }),
    listening: (name) => `Écoute de ${name}.`,
    failed: (name, title) => `${name} : ${title}.`,
    cancelled: (name) => `${name} : annulé.`,
  },
  courseInWords: (parts) =>
    parts
      .map((p) => `${genreName(p.genre)} de ${spokenTime(p.startSeconds)} à ${spokenTime(p.endSeconds)}`)
      .join(', '),
  missing: {
    title: 'Rien dans ce sillon',
    lead: 'Il n’y a pas de page à cette adresse. Le bras est arrivé jusqu’à l’étiquette ; choisissez une piste.',
  },
  error: {
    title: 'Cette page ne s’est pas chargée',
    lead: 'La connexion a peut-être été coupée, ou une nouvelle version de Tonearm est sortie entre-temps. Dans les deux cas, recharger aide.',
    reload: 'Recharger',
  },
  footer: {
    promise: 'Code ouvert, MIT. Pas de pistage, pas de compte.',
    label: 'Pour les opérateurs et les programmes',
    api: 'Documentation de l’API',
    health: 'État',
  },
};

const FAILURE_TITLES: Record<Parameters<Catalogue['main']['failure']['title']>[0], string> = {
  'unsupported-format': 'Je ne peux pas lire cela comme un morceau',
  'broken-audio': 'Le fichier est abîmé',
  'too-short': 'Trop court pour le dire',
  silent: 'Rien à entendre',
  'too-large': 'Le fichier est trop gros',
  'too-long': 'Le morceau est trop long',
  'bad-request': 'Le serveur n’a pas compris',
  'bad-model': 'Le modèle ne convient pas',
  'not-found': 'Introuvable',
  'timed-out': 'Cela a pris trop de temps',
  busy: 'Le serveur est occupé',
  'source-failed': 'La source n’a pas répondu',
  cancelled: 'Annulé',
  internal: 'Quelque chose s’est mal passé',
  unreachable: 'Pas de réponse',
};

function howOften(probability: number): string {
  const hundreds = Math.round(100 * probability);
  if (hundreds >= 99) return '99 fois sur cent';
  if (hundreds > 92) return `${hundreds} fois sur cent`;
  return `${Math.max(1, Math.round(10 * probability))} fois sur dix`;
}

export const errors: Catalogue['errors'] = {
  'unsupported-format': `Ce n’est pas un morceau dans un format lu ici, quel que soit son nom : ${FORMATS_IN_WORDS}. Si c’est de la musique, enregistrez-la dans l’un d’eux et essayez avec cela.`,
  'broken-audio':
    'Cela commence comme un morceau, mais la suite est illisible. Copiez ou téléchargez le fichier à nouveau, puis réessayez.',
  'too-short': 'Il contient moins de trois secondes de son. Choisissez une pièce plus longue.',
  silent: 'Il n’y a presque rien à entendre. Vérifiez l’enregistrement, ou choisissez un autre fichier.',
  'too-large': 'Il est plus gros que ce que ce serveur accepte. Ce navigateur peut l’écouter à la place.',
  'too-long':
    'Il est plus long que ce qui est écouté ici. Prenez-en une partie, ou une heure au lieu de toute la nuit.',
  'bad-request':
    'Le serveur n’a pas compris cette page. Rechargez-la : elle est peut-être plus ancienne que le serveur.',
  'bad-model':
    'Le modèle ne peut pas être utilisé ici. Choisissez-en un autre, ou demandez à la personne qui gère ce serveur.',
  'not-found': 'Ce n’est plus là. Rechargez la page pour voir ce qu’il y a.',
  'timed-out':
    'Cela a pris plus de temps que le serveur ne le permet. Réessayez, ou écoutez-le dans ce navigateur.',
  busy: 'D’autres sont écoutés en ce moment. Réessayez dans un instant.',
  'source-failed':
    'L’endroit où se trouve le morceau n’a pas donné de réponse utilisable. Réessayez plus tard, ou choisissez-en un autre.',
  cancelled: 'Cela a été annulé avant la fin. Réessayez quand vous voulez.',
  internal:
    'Quelque chose s’est mal passé ici, et ce n’est pas votre fichier. Réessayez ; si cela persiste, merci de le signaler.',
  unknown: 'Le serveur n’a pas voulu le faire. Rechargez la page et réessayez.',
};

export const player: Catalogue['player'] = {
  label: 'Lecteur',
  play: 'Lire',
  pause: 'Pause',
  next: (title) => (title ? `Suivant : ${title}` : 'Suivant'),
  previous: 'Précédent',
  shuffle: 'Ordre aléatoire',
  repeat: { off: 'Répéter : non', all: 'Répéter : tout', one: 'Répéter : ce morceau' },
  position: 'Position dans le morceau',
  at: (now, all) => `${now} sur ${all}`,
  failed: 'Ce morceau ne peut pas être lu ici.',
  stop: 'Arrêter et fermer le lecteur',
  volume: 'Volume',
  mute: 'Couper le son',
  unmute: 'Remettre le son',
  queue: 'Ce qui vient ensuite',
  queueTitle: 'File d’attente',
  queueOf: songs,
  jump: (title, artist) => `Lire ${title}${artist ? ` de ${artist}` : ''}`,
  remove: (title) => `Retirer ${title} de la file d’attente`,
  close: 'Fermer la file d’attente',
  keys: [
    ['Espace', 'lire et mettre en pause'],
    ['Maj N', 'suivant'],
    ['Maj P', 'précédent'],
    ['Maj ←→', '10 secondes'],
    ['Maj M', 'couper le son'],
  ],
};

export const corrections: Catalogue['corrections'] = {
  itIs: 'Corriger le genre',
  title: (title) => `${title}, c’est …`,
  titleOfMany: (count) => plural(count, { one: 'Ce morceau, c’est …', other: 'Ces # morceaux, c’est …' }),
  change: (title, genre) => `${title} : ${genre}. Dites ce que c’est.`,
  filter: 'Un genre, même à vous',
  genres: 'Genres',
  own: (name) => `« ${name} », un genre à vous`,
  none: 'Aucun de ceux-là',
  forget: 'Retirer ce que vous avez dit',
  close: 'Fermer',
  you: 'c’est vous qui le dites',
  neighbours: (count) =>
    plural(count, {
      one: 'comme # morceau que vous avez nommé',
      other: 'comme # morceaux que vous avez nommés',
    }),
  neighboursShort: (count) => `comme ${songs(count)}`,
  saying: 'Enregistrement',
  said: (what, genre) => `${what} : ${genre}.`,
  saidNone: (what) => `${what} : aucun de ceux-là.`,
  forgotten: (what) => `${what} : comme entendu.`,
  many: songs,
  neighboursToo: (count) =>
    plural(count, { one: '# morceau qui y ressemble suit.', other: '# morceaux qui y ressemblent suivent.' }),
  inLibrary: 'Votre bibliothèque le sait maintenant.',
  inBrowser: 'Conservé dans ce navigateur.',
  undo: 'Annuler',
  undone: 'Retiré.',
  dismiss: 'Fermer',
};

export const search: Catalogue['search'] = {
  page: (title) =>
    `Un lien ${title} mène à une page, pas à un fichier audio. Cherchez le morceau par son nom, ou donnez le fichier lui-même.`,
  label: 'Trouver un morceau par nom ou adresse',
  placeholder: 'Tapez le nom d’un morceau, ou collez une adresse',
  clear: 'Effacer',
  found: 'Morceaux trouvés',
  searching: 'Recherche',
  count: (count) => plural(count, { one: '# morceau trouvé.', other: '# morceaux trouvés.' }),
  nothing: 'Rien trouvé. Essayez avec moins de mots, ou le nom de l’artiste.',
  noneAnswered: 'Aucune source n’a répondu ; rien n’a donc été cherché.',
  refused:
    'Cette adresse n’est pas téléchargée : les morceaux viennent d’adresses publiques qui commencent par http ou https.',
  unreachable: 'Le serveur n’a pas répondu. La recherche a besoin de lui et d’internet.',
  offline:
    'Vous êtes hors ligne, et la recherche a besoin d’internet. Elle reprend toute seule à votre retour ; en attendant, les morceaux de cet appareil peuvent être écoutés.',
  address: 'Un morceau à cette adresse',
  preview: (name) => `Lire ${name}`,
  stop: (name) => `Arrêter ${name}`,
  tracks: 'Pistes',
  tracksOf: (name) => `Pistes de ${name}`,
  analyze: 'Analyser',
  analyzeNamed: (name) => `Analyser ${name}`,
  fetching: 'Téléchargement',
  extent: { preview: 'extrait de 30 s', full: 'morceau entier' },
  unplayable: 'Ce navigateur ne peut pas le lire. Il peut quand même être analysé.',
  sources: 'Où l’on cherche',
  on: 'oui',
  off: 'non',
  terms: 'Conditions',
  privacy: 'Ce que vous tapez est envoyé par ce serveur aux sources activées.',
  heardPreview: 'Écouté : un extrait de 30 s.',
  from: (source) => `Ouvrir chez ${source}`,
};

export const history: Catalogue['history'] = {
  title: 'Déjà entendu',
  kept: (count, days) =>
    `Conservé dans ce navigateur seulement : les ${number(count)} derniers morceaux, pendant ${days} jours. Des réponses, pas de son.`,
  clear: 'Tout oublier',
  forget: (name) => `Oublier ${name}`,
  forgotten: (count) => plural(count, { one: '# morceau oublié.', other: '# morceaux oubliés.' }),
  undo: 'Annuler',
  more: (count) => `En montrer ${number(count)} de plus`,
  when: (at) => dateText(at, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' }),
  shared: 'Une réponse sans son morceau : tout est dans l’adresse, et rien n’en a été envoyé.',
  heardBy: (model) => `Écouté par ${model}`,
  said: 'Dit par un auditeur',
  saveSaid: 'Enregistrer ce que vous avez dit',
  own: 'Écouter un morceau à vous',
  copy: 'Copier l’adresse',
  broken: 'Il n’y a pas de réponse dans cette adresse',
  brokenLead: 'Elle a peut-être été coupée en chemin. Redemandez-la, ou écoutez un morceau à vous.',
};

export const microphone: Catalogue['microphone'] = {
  title: { asking: 'Puis-je écouter ?', recording: 'À l’écoute' },
  asking:
    'Votre navigateur demande si cette page peut utiliser le micro. Rien n’est enregistré avant votre accord.',
  hint: {
    browser: 'Approchez-le de la musique. Ce qu’il entend reste sur cet appareil.',
    server: 'Approchez-le de la musique. Ce qu’il entend est écouté sur ce serveur, puis effacé.',
  },
  soFar: 'Jusqu’ici :',
  firstAnswer: 'La première réponse vient après quelques secondes.',
  silent: 'Rien n’arrive. Le micro est-il coupé, ou la musique très faible ?',
  left: 'secondes restantes',
  level: 'Niveau du micro',
  finish: 'Nommer le genre',
  finishFrom: (seconds) => plural(seconds, { one: 'encore # seconde', other: 'encore # secondes' }),
  cancel: 'Annuler',
  close: 'Fermer',
  again: 'Réessayer',
  started: 'Enregistrement en cours. 10 secondes suffisent, 30 sont le maximum.',
  enough: 'C’est assez. Terminez quand vous voulez.',
  error: {
    denied: {
      title: 'Le micro est bloqué',
      detail:
        'Cette page n’a pas eu le droit de l’utiliser. Autorisez-la à côté de l’adresse, ou dans les réglages de votre navigateur, et réessayez.',
    },
    missing: {
      title: 'Aucun micro trouvé',
      detail: 'Branchez-en un, ou allumez-le, et réessayez. Un morceau dans un fichier s’en passe.',
    },
    insecure: {
      title: 'Pas par cette connexion',
      detail:
        'Les navigateurs ne prêtent le micro qu’aux pages en https, ou de cette machine même. Demandez une adresse https à la personne qui gère ce serveur.',
    },
    broken: {
      title: 'Le micro n’a pas démarré',
      detail: 'Un autre programme l’utilise peut-être. Fermez-le, et réessayez.',
    },
  },
};
