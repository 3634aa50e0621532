/** French of the library's pages. */

import { FORMATS_IN_WORDS } from '../../error-message.ts';
import type { Catalogue } from '../catalogue.ts';
import { genreName } from '../en/main.ts';
import { dateText, number } from '../language.ts';
import { plural } from '../plural.ts';

const songs = (count: number) => plural(count, { one: '# morceau', other: '# morceaux' });
const files = (count: number) => plural(count, { one: '# fichier', other: '# fichiers' });

const SORT_NAMES: Record<Parameters<Catalogue['library']['sort']>[0], string> = {
  title: 'Titre',
  artist: 'Artiste',
  album: 'Album',
  genre: 'Genre',
  confidence: 'Certitude',
  camelot: 'Tonalité',
  mood: 'Humeur',
  energy: 'Énergie',
  beatsPerMinute: 'BPM',
  durationSeconds: 'Durée',
  year: 'Année',
  added: 'Ajouté',
};

const SKIP_REASONS: Readonly<Record<string, string>> = {
  'has-tags': 'a déjà un genre',
  same: 'dit déjà la même chose',
  unsure: 'pas assez sûr',
  changed: 'changé depuis le dernier examen : examinez à nouveau',
  missing: 'plus là',
  link: 'son dossier mène ailleurs',
  'hard-links': 'a d’autres noms (liens physiques)',
  'read-only': 'ne peut pas être écrit',
  'no-space': 'plus de place',
  format: 'un format qui ne reçoit pas d’étiquettes ici',
  damaged: 'abîmé : mieux vaut ne pas y toucher',
  failed: 'la lecture ou l’écriture a échoué',
};

const TEXT_LABELS: Readonly<Record<string, string>> = {
  REPLAYGAIN_TRACK_GAIN: 'piste ',
  REPLAYGAIN_ALBUM_GAIN: 'album ',
  R128_TRACK_GAIN: 'piste ',
  R128_ALBUM_GAIN: 'album ',
};

export const library: Catalogue['library'] = {
  title: 'Bibliothèque',
  nav: {
    label: 'Bibliothèque',
    songs: 'Morceaux',
    map: 'Carte',
    feel: 'Ressenti',
    playlist: 'Liste',
    teach: 'Apprendre',
    inbox: 'Boîte',
    tags: 'Étiquettes',
  },
  loading: 'Bibliothèque',
  unknownArtist: 'Artiste inconnu',
  songs,
  files,
  sort: (sort) => SORT_NAMES[sort],
  span: {
    underMinute: 'moins d’une minute',
    minutes: (minutes) => plural(minutes, { one: '# minute', other: '# minutes' }),
    hours: (hours) => `${hours} heures`,
  },
  error: {
    unreachable: 'Le serveur ne répond pas.',
    odd: 'Le serveur a donné une réponse que cette page ne comprend pas.',
    retry: 'Réessayer',
    lost: 'Le serveur s’est tu. On lui redemande automatiquement.',
    told: {
      'The work was called off.': 'Le travail a été interrompu.',
      'The work was called off. What was done is kept.':
        'Le travail a été interrompu. Ce qui est fait est gardé.',
      'The server that did this is not heard of any more. What was done is kept: start it again.':
        'Le serveur qui s’en chargeait ne donne plus signe de vie. Ce qui est fait est gardé : relancez-le.',
      'The library is in use by another program. Try again in a moment.':
        'Un autre programme utilise la bibliothèque. Réessayez dans un instant.',
      'The library is damaged. "tonearm library check" tells how far; then put back a backup of it, or move the file away and scan again.':
        'La bibliothèque est endommagée. « tonearm library check » dit à quel point ; remettez ensuite une sauvegarde, ou écartez le fichier et relancez l’analyse.',
      'The disk of the library is full. Make room on it and try again: what was kept is safe.':
        'Le disque de la bibliothèque est plein. Faites de la place et réessayez : ce qui est gardé est en sûreté.',
      'The disk of the library could not be read or written. Look after the disk and try again: what was kept is safe.':
        'Le disque de la bibliothèque n’a pu être lu ou écrit. Vérifiez-le et réessayez : ce qui est gardé est en sûreté.',
      'The library may not be written. Give this user the right to, and try again.':
        'La bibliothèque ne peut être modifiée. Donnez-en le droit à cet utilisateur et réessayez.',
      'The file of the library cannot be opened. Is its disk there, and may this user read it?':
        'Le fichier de la bibliothèque ne s’ouvre pas. Son disque est-il là, et cet utilisateur peut-il le lire ?',
      'The database of the library cannot be reached. Is it running, and is its address right? Try again in a moment: what was kept is safe.':
        'La base de données de la bibliothèque est injoignable. Tourne-t-elle, et son adresse est-elle juste ? Réessayez dans un instant : ce qui est gardé est en sûreté.',
      'The disk of the database is full. Make room on it and try again: what was kept is safe.':
        'Le disque de la base de données est plein. Faites de la place et réessayez : ce qui est gardé est en sûreté.',
      'Another plan is being made. Try again in a moment.':
        'Un autre plan est en cours. Réessayez dans un instant.',
      'Other tags are being written. Try again in a moment.':
        'D’autres tags sont en train d’être écrits. Réessayez dans un instant.',
      'The energy of a path goes from that of its first song to that of its last. Leave one of its ends or the course of energy away.':
        'L’énergie d’un chemin va de celle de son premier morceau à celle du dernier. Retirez l’une des extrémités ou le cours de l’énergie.',
      'The work has ended, and what came of it is told by the server that did it.':
        'Le travail est terminé, et c’est le serveur qui l’a fait qui en connaît le résultat.',
      'Another server writes this file. Try again in a moment.':
        'Un autre serveur écrit dans ce fichier. Réessayez dans un instant.',
    },
  },
  none: {
    title: 'Pas encore de bibliothèque ici',
    lead: 'Ce serveur a été démarré sans elle. Démarrez-le avec les dossiers de votre musique, et laissez-le y écouter une fois :',
    commands: ['npx tonearm serve ~/Music'],
    note: 'Tonearm n’y fait que lire. Rien n’est écrit, déplacé ni envoyé sans que vous le demandiez.',
    guide: 'En attendant, écouter un morceau',
  },
  locked: {
    title: 'Cette bibliothèque est verrouillée',
    lead: 'Elle demande le code d’accès que le serveur a affiché à son démarrage.',
    token: 'Code d’accès',
    open: 'Ouvrir la bibliothèque',
    wrong: 'Ce n’est pas le code de ce serveur.',
  },
  away: {
    title: 'La bibliothèque est hors de portée',
    lead: 'Le serveur ne répond pas. Il a peut-être été arrêté, ou la connexion a été coupée.',
  },
  empty: {
    title: 'De la place pour beaucoup de musique',
    lead: (folders) =>
      `Rien n’a encore été écouté dans ${folders.join(' et ') || 'le dossier'}. Tonearm écoute une fois des passages de chaque morceau et se souvient de ce qu’il a entendu ; ensuite il n’écoute que ce qui est nouveau.`,
    scan: 'Tout écouter',
    none: (folders) =>
      `Il n’y a pas de morceaux dans ${folders.join(' et ') || 'le dossier'}. Mettez-y de la musique (${FORMATS_IN_WORDS}) et relancez l’écoute, ou démarrez le serveur avec un autre dossier.`,
    refused: 'La personne qui gère ce serveur le lance avec : npx tonearm scan',
  },
  summary: {
    hours: (span) => span,
    bar: 'Genres. Choisissez-en pour ne voir que ceux-là.',
    genre: (genre, count, unsure) =>
      unsure > 0
        ? `${genreName(genre)} : ${songs(count)}, dont ${number(unsure)} pas sûrs`
        : `${genreName(genre)} : ${songs(count)}`,
    failed: (count) =>
      plural(count, {
        one: '# fichier n’a pas pu être écouté',
        other: '# fichiers n’ont pas pu être écoutés',
      }),
    legend: 'Pâle : pas sûr',
    copies: 'Trouver les copies',
    export: 'Tout enregistrer en',
    formats: { csv: 'CSV', jsonl: 'JSON', parquet: 'Parquet' },
  },
  scan: {
    start: 'Chercher les changements',
    label: 'Examen',
    looking: 'Parcours des dossiers',
    progress: (done, total) => `${number(done)} sur ${files(total)}`,
    cached: (cached) => plural(cached, { one: '# déjà connu', other: '# déjà connus' }),
    rate: (aMinute) => `${number(aMinute)} par minute`,
    left: (span) => `encore ${span}`,
    cancel: 'Annuler',
    cancelling: 'Annulation',
    done: (heard, removed, failed) =>
      [
        heard === 0 && removed === 0 && failed === 0
          ? 'Rien n’a changé depuis la dernière fois.'
          : plural(heard, { one: '# morceau écouté.', other: '# morceaux écoutés.' }),
        ...(removed > 0
          ? [plural(removed, { one: '# fichier disparu.', other: '# fichiers disparus.' })]
          : []),
        ...(failed > 0
          ? [
              plural(failed, {
                one: '# fichier n’a pas pu être écouté.',
                other: '# fichiers n’ont pas pu être écoutés.',
              }),
            ]
          : []),
      ].join(' '),
    cancelled: 'Annulé. Ce qui a été écouté est gardé ; la prochaine fois reprend de là.',
    failed: (message) => `L’examen s’est arrêté. ${message}`,
    show: 'Les montrer',
  },
  reanalysis: {
    label: 'Nouvelle analyse',
    progress: (done, total) =>
      `Tonearm entend mieux maintenant : ${number(done)} sur ${songs(total)} analysés à nouveau.`,
    paused: (done, total) =>
      `Tonearm entend mieux maintenant, et attend pour analyser à nouveau ${songs(total - done)}.`,
    pause: 'Pause',
    goOn: 'Continuer',
  },
  upkeep: {
    pause: 'Suspendre les mises à jour',
    goOn: 'Reprendre les mises à jour',
    explained: (watching, scanAt) =>
      [
        ...(watching ? ['Ce qui est nouveau ou change dans vos dossiers est écouté automatiquement.'] : []),
        ...(scanAt === null ? [] : [`Tous les dossiers sont parcourus chaque jour à ${scanAt}.`]),
      ].join(' '),
  },
  failures: {
    title: 'Fichiers qui n’ont pas pu être écoutés',
    lead: 'Ils restent où ils sont, et sont réessayés dès qu’ils changent. Si c’était la faute de la machine, ils le sont aussi.',
    retry: 'Réessayer',
    retryOne: (name) => `Réessayer : ${name}`,
    retryAll: 'Tous les réessayer',
    none: 'Chaque fichier a pu être écouté.',
    close: 'Retour aux morceaux',
    more: 'En montrer plus',
  },
  copies: {
    title: 'Enregistrements présents plus d’une fois',
    looking: 'Comparaison de tous les morceaux entre eux',
    lead: (count) =>
      count === 0
        ? 'Il n’y a pas deux morceaux ici qui soient le même enregistrement.'
        : `${plural(count, { one: '# enregistrement est', other: '# enregistrements sont' })} ici plus d’une fois : le même fichier, un autre format, une autre qualité. Rien n’est effacé ; c’est à vous de voir.`,
  },
  table: {
    label: 'Morceaux',
    help: 'Les flèches déplacent, Espace lit, Entrée ouvre, X sélectionne, Maj étend, Ctrl+A sélectionne tout, Échap annule.',
    keys: [
      ['↑ ↓', 'déplacer'],
      ['Espace', 'lire'],
      ['Entrée', 'ouvrir'],
      ['X', 'sélectionner'],
      ['Maj', 'étendre'],
      ['Ctrl A', 'tout'],
    ],
    sort: 'Trier par',
    play: (title) => `Lire ${title}`,
    pause: (title) => `Mettre ${title} en pause`,
    select: (title) => `Sélectionner ${title}`,
    all: 'Tout sélectionner',
    outside: 'Aucun de ceux-là',
    perhaps: (genre) => `${genreName(genre)} ?`,
    nothing: 'Rien ne correspond',
    nothingLead: 'Aucun morceau de la bibliothèque n’est ainsi.',
    reset: 'Montrer tous les morceaux',
    found: (count, all) => (count === all ? songs(all) : `${number(count)} sur ${songs(all)}`),
  },
  filter: {
    label: 'Filtre',
    search: 'Chercher titres, artistes, albums, fichiers',
    clear: 'Effacer la recherche',
    genre: 'Genre',
    allGenres: 'Tous les genres',
    sure: 'Certitude',
    sureness: { any: 'Sûrs ou non', yes: 'Seulement sûrs', no: 'Seulement pas sûrs' },
    disagrees: 'Contredit son étiquette',
    tempo: 'BPM',
    tempoMin: 'Le plus lent, battements par minute',
    tempoMax: 'Le plus rapide, battements par minute',
    sound: (chosen) => (chosen === 0 ? 'Son' : `Son : ${number(chosen)}`),
    soundLabel: 'Comment cela sonne',
    energy: 'Énergie',
    energyMin: 'Énergie minimale, sur 10',
    energyMax: 'Énergie maximale, sur 10',
    mood: 'Humeur',
    anyMood: 'Toute humeur',
    key: 'Tonalité',
    anyKey: 'Toute tonalité',
    keyName: (name, camelot) => `${name} (${camelot})`,
    voice: 'Voix',
    voices: { any: 'Chantés ou non', sung: 'Chanté', instrumental: 'Instrumental' },
    clearAll: 'Effacer les filtres',
    from: 'de',
    to: 'à',
    remove: (name) => `Montrer plus que ${name}`,
  },
  selection: {
    label: 'Morceaux sélectionnés',
    count: (count) => plural(count, { one: '# morceau sélectionné', other: '# morceaux sélectionnés' }),
    most: (count) => `Les ${number(count)} premiers sont sélectionnés ; il n’y a pas de place pour plus.`,
    playlist: 'Ajouter à la liste',
    similar: 'Plus comme ceux-là',
    tags: 'Revoir les étiquettes',
    clear: 'Effacer',
    added: (count) =>
      plural(count, { one: '# morceau ajouté à la liste.', other: '# morceaux ajoutés à la liste.' }),
  },
  map: {
    title: 'Carte',
    lead: 'Les morceaux qui se ressemblent sont proches. Arrêtez-vous sur un point pour entendre un peu, pressez-le pour lire le morceau, ou entourez-en quelques-uns pour les emporter.',
    leadTouch:
      'Les morceaux qui se ressemblent sont proches. Touchez un point pour lire le morceau, ou entourez-en quelques-uns pour les emporter.',
    laying: (count) =>
      `${songs(count)} trouvent leur place : ceux qui se ressemblent sont proches. Ensuite la carte s’ouvre aussitôt.`,
    few: 'Une carte demande au moins trois morceaux écoutés.',
    plot: (count) =>
      `Carte de ${songs(count)}. Les flèches déplacent, plus et moins rapprochent et éloignent, zéro montre tout. Ce qui est en vue figure à côté en liste.`,
    tool: 'Ce que fait le glisser',
    move: 'Déplacer',
    lasso: 'Lasso',
    zoomIn: 'Plus près',
    zoomOut: 'Plus loin',
    fit: 'Tout montrer',
    hear: 'Entendre au survol',
    legend: 'Ce que disent les couleurs de la carte. Choisissez-en pour ne voir que celles-là.',
    colours: 'Couleurs',
    by: {
      genre: 'Genre',
      mood: 'Humeur',
      energy: 'Énergie',
      tempo: 'Tempo',
      key: 'Tonalité',
      year: 'Année',
    },
    kinds: {
      energy: ['Au repos', 'Douce', 'Moyenne', 'Vive', 'Pleine d’énergie'],
      tempo: ['Moins de 80 BPM', '80 à 99', '100 à 119', '120 à 139', '140 à 159', '160 et plus'],
      year: ['Avant 1970', 'Années 1970', 'Années 1980', 'Années 1990', 'Années 2000', 'Depuis 2010'],
      key: (hour, minor, major) => `${hour} : ${minor}, ${major}`,
    },
    rest: {
      genre: 'pas sûr, ou aucun de ceux-là',
      mood: 'difficile à dire',
      energy: 'inconnue',
      tempo: 'pas sûr',
      key: 'pas sûre',
      year: 'sans étiquette',
    },
    region: (qualities, kind) => [kind, qualities.join(', ')].filter(Boolean).join(' : '),
    gentle: 'doux',
    lively: 'vif',
    energyOf: (ofTen) => `Énergie ${ofTen}`,
    inView: (count) => `${songs(count)} en vue`,
    chosen: (count) => plural(count, { one: '# morceau choisi', other: '# morceaux choisis' }),
    nearest: (count) => `Les ${number(count)} plus proches du centre`,
    first: (count) => `Les ${number(count)} premiers`,
    playlist: 'Ajouter à la liste',
    takeView: 'Choisir tout ce qui est en vue',
    clear: 'Effacer',
    nothing: 'Aucun morceau ici. Déplacez la carte, ou montrez tout.',
    hint: 'Maj et glisser dessinent à tout moment.',
  },
  feel: {
    title: 'Au ressenti',
    lead: 'Dites comment la musique doit être, et écoutez ce qui s’en approche le plus. Plus de ceci, moins de cela vous en rapproche encore.',
    parts: {
      energy: 'Énergie',
      valence: 'Couleur',
      arousal: 'Agitation',
      beatsPerMinute: 'Tempo',
      voice: 'Voix',
    },
    ends: {
      energy: ['au repos', 'pleine d’énergie'],
      valence: ['sombre', 'lumineux'],
      arousal: ['détendu', 'agité'],
      beatsPerMinute: ['lent', 'rapide'],
      voice: ['instrumental', 'chanté'],
    },
    clearPart: (name) => `Aucun souhait pour ${name}`,
    like: 'Plus comme',
    unlike: 'Moins comme',
    more: (title) => `Plus comme ${title}`,
    less: (title) => `Moins comme ${title}`,
    remove: (title) => `Retirer ${title}`,
    clear: 'Recommencer',
    hint: 'Bougez un curseur : lent, sombre, sans voix ?',
    none: 'Aucun morceau de cette bibliothèque ne peut encore être comparé. « Chercher les changements » les écoute pour cela.',
    add: (count) =>
      plural(count, { one: 'Ajouter ce morceau à la liste', other: 'Ajouter ces # morceaux à la liste' }),
  },
  reasons: {
    alsoOf: (genre) => `${genreName(genre)} aussi`,
    step: (from, to) => `de ${from} à ${to}`,
    told: {
      'same tempo': 'même tempo',
      faster: 'plus rapide',
      slower: 'plus lent',
      'same key': 'même tonalité',
      brighter: 'plus brillant',
      darker: 'plus sombre',
      noisier: 'plus bruité',
      'purer in tone': 'd’un son plus pur',
      busier: 'plus animé',
      calmer: 'plus calme',
      'wider in level': 'plus contrasté en volume',
      'more even in level': 'd’un volume plus régulier',
      'stronger pulse': 'pulsation plus marquée',
      'weaker pulse': 'pulsation plus faible',
      'richer in chord changes': 'plus de changements d’accords',
      'steadier in harmony': 'harmonie plus stable',
    },
  },
  song: {
    play: 'Lire',
    pause: 'Pause',
    add: 'Ajouter à la liste',
    added: 'Ajouté à la liste',
    similarList: 'Liste comme ce morceau',
    listen: 'Écouter à nouveau en détail',
    listening: 'Le morceau arrive',
    couldBe: 'Peut-être',
    or: 'ou',
    sure: 'Plutôt sûr',
    leaning: 'Probable',
    notSure: 'Pas sûr',
    meansUnsure: 'Pas assez pour en affirmer un, alors ceci est un classement.',
    ranking: 'Classement',
    all: 'Tous les genres',
    fewer: 'Les cinq premiers',
    facts: 'À propos de ce morceau',
    tempo: 'Tempo',
    bpm: (tempo) => `${tempo} battements par minute`,
    length: 'Durée',
    tagged: 'Le fichier dit',
    untagged: 'rien sur son genre',
    file: 'Fichier',
    copies: (count) => plural(count, { one: '# autre copie', other: '# autres copies' }),
    model: 'Écouté par',
    track: (track) => `piste ${track}`,
    similar: 'Y ressemble',
    similarNone:
      'Le seul morceau ici pour l’instant. D’autres qui y ressemblent apparaîtront quand il y en aura.',
    missing: 'Ce morceau n’est pas dans la bibliothèque',
    missingLead: 'Son fichier a peut-être été déplacé ou effacé, et un examen l’a remarqué.',
    back: 'Tous les morceaux',
  },
  playlist: {
    title: 'Liste',
    lead: 'Commencez par des morceaux que vous aimez, allez d’un morceau à un autre, ou demandez un genre et un son. Puis déplacez les choses jusqu’à ce qu’elle soit la vôtre.',
    mode: 'Par quoi commencer',
    modes: { like: 'Comme certains morceaux', path: 'De l’un à l’autre', kind: 'Par genre et par son' },
    seeds: 'Morceaux pour commencer',
    seedsNone: 'Cherchez ci-dessus, ou venez ici depuis un morceau.',
    find: 'Trouver un morceau',
    findNone: 'Rien trouvé',
    finding: 'Recherche',
    removeSeed: (title) => `Retirer ${title}`,
    from: 'Premier morceau',
    to: 'Dernier morceau',
    genre: 'Genre',
    anyGenre: 'Tout genre',
    only: (chosen) =>
      chosen === 0
        ? 'Quels morceaux peuvent y être'
        : `Quels morceaux peuvent y être : ${plural(chosen, { one: '# choix', other: '# choix' })}`,
    mix: 'Mixer comme un DJ : tonalité et tempo s’accordent d’un morceau à l’autre',
    course: 'Énergie au fil de la liste',
    anyCourse: 'Comme elle vient',
    courses: { rising: 'Monte', falling: 'Descend', arc: 'Monte, puis descend' },
    length: 'Combien de morceaux',
    window: 'Ni artiste ni album à nouveau avant',
    windowUnit: 'morceaux',
    make: 'Faire la liste',
    again: 'En faire une autre',
    making: 'Choix des morceaux',
    needSeed: 'Choisissez un morceau pour commencer.',
    needBoth: 'Choisissez le premier et le dernier morceau.',
    fewer: (count, asked) =>
      `${number(count)} seulement sur ${number(asked)} conviennent. Laissez les artistes revenir plus tôt, ou demandez-en moins.`,
    name: 'Nom de la liste',
    untitled: 'Ma liste',
    total: (count, span) => `${songs(count)}, ${span}`,
    list: 'Morceaux de la liste',
    help: 'Les flèches parcourent la liste, Alt et une flèche déplace un morceau, Suppr le retire, Espace le lit.',
    play: 'Lire',
    save: { m3u8: 'Enregistrer en M3U8', xspf: 'Enregistrer en XSPF' },
    clear: 'Vider',
    addNamed: (title) => `Ajouter ${title} à la liste`,
    drag: (title) => `Déplacer ${title}`,
    up: (title) => `Monter ${title}`,
    down: (title) => `Descendre ${title}`,
    remove: (title) => `Sortir ${title}`,
    movedTo: (title, place) => `${title} : maintenant numéro ${place}.`,
    empty: 'Encore rien dedans',
    emptyLead:
      'Ce que vous faites ici, ou ajoutez depuis les morceaux et la carte, apparaît dans cette liste.',
    replaceNote: 'En faire une remplace ce qui est dans la liste.',
  },
  tags: {
    title: 'Étiquettes',
    lead: 'Écrivez dans les fichiers ce qui a été entendu, pour que chaque lecteur le sache. Vous voyez d’abord chaque changement, et tout peut être repris.',
    refused: 'L’écriture est coupée sur ce serveur.',
    refusedLead: 'La personne qui le gère la permet avec :',
    refusedCommand: 'npx tonearm serve ~/Music --writable',
    which: 'Quels morceaux',
    all: 'Toute la bibliothèque',
    selected: (count) => `La sélection (${songs(count)})`,
    only: 'Quels fichiers',
    onlyEmpty: 'Seulement là où il n’y a rien',
    onlyAll: 'Remplacer ce qui s’y trouve',
    what: 'Quoi écrire',
    sound: 'Comment sont les morceaux',
    loudness: 'À quel point ils sont forts (ReplayGain)',
    loudnessNote:
      'Chaque fichier est mesuré en entier, pour que les lecteurs ramènent morceaux et albums à un même niveau. Jusqu’à 200 morceaux à la fois ; quelques secondes par morceau.',
    loudnessSelect:
      'Chaque fichier est mesuré en entier : sélectionnez jusqu’à 200 morceaux dans le tableau, puis « Revoir les étiquettes ». Une bibliothèque entière est mesurée par : npx tonearm tag --replaygain',
    parts: {
      genre: 'Genre',
      sureOnly: 'Seulement là où c’est sûr',
      tempo: 'Tempo (BPM)',
      key: 'Tonalité',
      mood: 'Humeur',
    },
    keyStyle: 'Comment les tonalités sont écrites',
    keyStyles: { letters: 'comme Am', camelot: 'comme 8A (Camelot)' },
    comment: {
      label: 'Commentaire, pour les programmes qui en montrent un',
      example: '{camelot} · {tempo} · énergie {energy}',
      useExample: 'Comme les DJ',
      places: {
        key: '+ tonalité',
        camelot: '+ 8A',
        tempo: '+ BPM',
        energy: '+ énergie',
        mood: '+ humeur',
      },
      wrong: 'Mettez l’une des parties ci-dessus ; seules celles-là sont connues.',
      of: (title) => `${title} recevrait :`,
      unknown: (title, parts) =>
        `${title} n’en recevrait pas : ce qui suit n’est pas assez sûr : ${parts.join(' et ')}.`,
    },
    names: 'Vos noms pour les genres',
    namesHint: 'Plusieurs se séparent par des virgules.',
    nameFor: (genre) => `Vos noms pour ${genreName(genre)}`,
    plan: 'Montrer les changements',
    planning: (what) => (what === 'loudness' ? 'Mesure des fichiers' : 'Lecture des fichiers'),
    changes: (count) => plural(count, { one: '# fichier changerait', other: '# fichiers changeraient' }),
    none: 'Rien à changer',
    noneLead: 'Avec ces choix, chaque fichier reste comme il est.',
    skipped: 'Restent comme ils sont',
    reason: (reason) => SKIP_REASONS[reason] ?? reason,
    filter: 'Chercher dans les changements',
    list: 'Changements',
    before: 'maintenant',
    after: 'ensuite',
    noGenre: 'rien',
    text: (name, text) =>
      `${TEXT_LABELS[name] ?? ''}${name.startsWith('R128') ? `${(Number(text) / 256).toFixed(2)} dB` : text}`,
    bpm: (tempo) => `${Math.round(tempo)} BPM`,
    write: (count) => `Écrire ${files(count)}`,
    confirmTitle: (count) => `Écrire les étiquettes dans ${files(count)} ?`,
    confirm:
      'Chaque fichier est écrit à côté de l’ancien, relu pour prouver que le son est le même au bit près, puis mis à sa place. Un journal permet de revenir en arrière.',
    confirmYes: 'Écrire',
    confirmNo: 'Pas maintenant',
    writing: (done, total) => `${number(done)} sur ${files(total)} : écriture`,
    undoing: (done, total) => `${number(done)} sur ${files(total)} : retour en arrière`,
    cancel: 'Arrêter',
    written: (count) => plural(count, { one: '# fichier écrit.', other: '# fichiers écrits.' }),
    undone: (count) =>
      plural(count, { one: '# fichier est comme avant.', other: '# fichiers sont comme avant.' }),
    failedFiles: (count) =>
      plural(count, {
        one: '# fichier est resté comme il était :',
        other: '# fichiers sont restés comme ils étaient :',
      }),
    failed: (message) => `L’écriture s’est arrêtée. ${message}`,
    journal: 'Journal',
    journalNone: 'Rien n’a encore été écrit.',
    undo: 'Reprendre',
    undoNamed: (when) => `Reprendre ce qui a été écrit le ${when}`,
    takenBack: 'repris',
    journalOf: (when) => `Ce qui a été écrit le ${when}`,
    moreFiles: (count) => `et ${plural(count, { one: '# autre fichier', other: '# autres fichiers' })}`,
  },
};

export const playlists: Catalogue['playlists'] = {
  label: 'Vos listes',
  none: 'Les listes que vous gardez sont ici, pour tous ceux qui utilisent cette bibliothèque.',
  another: 'Nouvelle liste',
  keep: 'La garder',
  kept: 'Gardée',
  keepSmart: 'La tenir à jour',
  smartHint:
    'Garde ce qui l’a faite : à chaque ouverture, elle est refaite avec tous les morceaux présents alors.',
  smart: 'à jour',
  untitled: (at) => `Liste du ${dateText(at, { month: 'long', day: 'numeric', year: 'numeric' })}`,
  remove: (title) => `Supprimer la liste ${title}`,
  removed: (title) => `${title} est supprimée.`,
  undo: 'Annuler',
  choices: {
    years: 'Années',
    yearMin: 'Première année',
    yearMax: 'Dernière année',
    added: 'Arrivé dans la bibliothèque',
    anyTime: 'N’importe quand',
    within: {
      7: 'Depuis une semaine au plus',
      30: 'Depuis un mois au plus',
      90: 'Depuis trois mois au plus',
      365: 'Depuis un an au plus',
    },
    words: 'L’un de ces mots en est dit',
    excludedGenres: 'Laisser des genres de côté',
    noGenre: 'Aucun',
    letIn: (genre) => `Admettre à nouveau ${genre}`,
    excludedFolders: 'Laisser de côté les dossiers nommés',
    examples: {
      yearMin: 'de',
      yearMax: 'à',
      excludedFolders: 'Noël, Livres audio',
    },
  },
};
