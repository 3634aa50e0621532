/** French of the inbox, of teaching, and of what is looked at more closely. */

import type { Catalogue } from '../catalogue.ts';
import { genreName, percent } from '../en/main.ts';
import { number } from '../language.ts';
import { plural } from '../plural.ts';

const songs = (count: number) => plural(count, { one: '# morceau', other: '# morceaux' });

export const inbox: Catalogue['inbox'] = {
  title: 'Boîte aux étiquettes',
  nav: 'Boîte',
  lead: 'Le fichier dit un genre, Tonearm en entend un autre, ou vous l’avez dit. Cochez ce qui doit être écrit ; vos mots plus fins, comme « Latin », restent tant que vous ne remplacez pas tout.',
  filter: 'Chercher dans la boîte',
  group: 'Grouper par',
  groups: { none: 'Surprise', album: 'Album', folder: 'Dossier' },
  found: (count) =>
    plural(count, {
      one: '# morceau contredit son étiquette',
      other: '# morceaux contredisent leurs étiquettes',
    }),
  empty: 'Rien ne se contredit',
  emptyLead:
    'Chaque fichier qui nomme un genre que Tonearm connaît dit ce qu’il entend, ou ce n’est pas sûr.',
  list: 'Morceaux dont le fichier dit un autre genre',
  says: 'le fichier dit',
  hears: 'entendu',
  youSaid: 'vous dites',
  becomes: 'devient',
  tick: (title) => `Écrire les étiquettes de ${title}`,
  tickAll: (count) => plural(count, { one: 'Cocher # morceau', other: 'Cocher les # morceaux' }),
  untickAll: 'Tout décocher',
  tickGroup: (name, count) =>
    `${name} : ${plural(count, { one: 'cocher # morceau', other: 'cocher les # morceaux' })}`,
  ticked: (count) =>
    count === 0 ? 'Rien de coché' : plural(count, { one: '# morceau coché', other: '# morceaux cochés' }),
  write: 'Voir les changements',
  planning: 'Lecture des fichiers',
  back: 'Retour à la boîte',
  more: 'En montrer plus',
  actions: { accept: 'Accepter', add: 'Ajouter', replace: 'Tout remplacer' },
  change: 'Autre genre',
  right: 'Le fichier a raison',
  skip: 'Passer',
  skipped: (count) => plural(count, { one: 'Montrer # morceau passé', other: 'Montrer # morceaux passés' }),
  unnamed: 'Pas d’album',
  keys: [
    ['J', 'suivant'],
    ['K', 'retour'],
    ['Espace', 'lire'],
    ['Entrée', 'accepter'],
    ['A', 'ajouter'],
    ['R', 'tout remplacer'],
    ['C', 'autre genre'],
    ['F', 'le fichier a raison'],
    ['S', 'passer'],
  ],
  help: 'J et K déplacent, Espace lit, Entrée accepte, A ajoute, R remplace tout, C dit ce que c’est, F garde ce que dit le fichier, S passe, X décoche.',
  genre: (genre) => genreName(genre),
  written: (count) => plural(count, { one: '# fichier écrit', other: '# fichiers écrits' }),
};

export const teach: Catalogue['teach'] = {
  title: 'Apprendre',
  lead: 'Touchez un genre n’importe où dans la bibliothèque pour dire ce qu’est un morceau. Ce que vous avez dit est gardé ici, et peut devenir un modèle à vous.',
  train: {
    title: 'Apprendre de ma bibliothèque',
    lead: 'Un modèle qui connaît vos genres, par ce que vous avez dit et par ce que disent vos étiquettes. Il est fait sur ce serveur, et vous voyez ce qu’il vaut avant de l’utiliser.',
    tags: 'Apprendre aussi des étiquettes',
    learns: 'Il apprendrait',
    genre: (genre, count) => `${genreName(genre)} ${number(count)}`,
    left: (genres) => `Encore trop peu : ${genres}.`,
    leftOne: (genre, count, artists) =>
      `${genreName(genre)} (${songs(count)}, ${plural(artists, { one: '# artiste', other: '# artistes' })})`,
    needs:
      'Il faut deux genres avec au moins 6 morceaux de 3 artistes chacun. Dites de plus de morceaux ce qu’ils sont.',
    start: 'Entraîner un modèle',
    cancel: 'Arrêter',
    stage: {
      listening: 'Écoute des morceaux',
      measuring: 'Mesure sur des artistes qu’il n’a pas rencontrés',
      learning: 'Apprentissage sur tous',
    },
    failed: (message) => `Aucun modèle n’a été fait. ${message}`,
    stopped: 'Arrêté. Ce qui a été écouté est gardé.',
    refused: 'L’entraînement est réservé à qui a le code d’accès de ce serveur.',
  },
  model: {
    title: 'Vos modèles',
    none: 'Aucun pour l’instant.',
    made: (when) => `Fait le ${when}`,
    of: (count, artists) =>
      `${songs(count)} de ${plural(artists, { one: '# artiste', other: '# artistes' })}`,
    before: 'Juste avant',
    after: 'Juste après',
    range: (low, high) => `95 % : de ${low} à ${high}`,
    meaning:
      'Sur les mêmes morceaux : avant est le modèle avec lequel la bibliothèque a été écoutée, après est le nouveau ; chaque artiste a été testé par un modèle qui ne l’avait pas rencontré.',
    choose: 'L’utiliser',
    chooseNamed: (when) => `L’utiliser : le modèle fait le ${when}`,
    inUse: 'utilisé',
    back: 'Revenir au modèle habituel',
    hears: 'Les morceaux sont écoutés à nouveau ; vous pouvez continuer en attendant.',
  },
  said: {
    title: 'Ce que vous avez dit',
    none: 'Rien pour l’instant.',
    batch: (count, what) => `${songs(count)} : ${what}`,
    noneOfThese: 'aucun de ceux-là',
    takenBack: 'retiré',
    undo: 'Annuler',
    undoNamed: (what) => `Annuler ${what}`,
    save: 'Tout enregistrer en',
    load: 'Charger un fichier',
    loaded: (count, unknown) => {
      const corrected = plural(count, { one: '# morceau corrigé', other: '# morceaux corrigés' });
      if (unknown === 0) return `${corrected}.`;
      return `${corrected}, ${plural(unknown, {
        one: '# ligne ne correspond à aucun morceau d’ici.',
        other: '# lignes ne correspondent à aucun morceau d’ici.',
      })}`;
    },
  },
};

const PART_WORDS: {
  readonly [P in Parameters<Catalogue['without']['part']>[0]]: { name: string; what: string };
} = {
  drums: { name: 'Sans la batterie', what: 'ce qui frappe' },
  tones: { name: 'Sans les sons tenus', what: 'ce qui résonne' },
  bass: { name: 'Sans les graves', what: 'sous 200 Hz' },
  treble: { name: 'Sans les aigus', what: 'au-dessus de 3 kHz' },
};

export const without: Catalogue['without'] = {
  open: 'Enlever quelque chose',
  title: 'Et sans la batterie ?',
  lead: (from, to) =>
    `Le même modèle écoute à nouveau de ${from} à ${to}, dans ce navigateur, avec chaque fois quelque chose en moins. Il n’a jamais appris de tels sons : regardez les différences plutôt que les chiffres.`,
  whole: { name: 'Tel quel', what: 'tout' },
  part: (part) => PART_WORDS[part],
  working: 'Nouvelle écoute',
  rather: (genre, probability) => `plutôt ${genreName(genre)}, ${percent(probability)}`,
  telling: (part, genre, before, after) =>
    `${PART_WORDS[part].name}, ${genreName(genre)} passe de ${percent(before)} à ${percent(after)} : rien d’autre ne parlait autant pour lui ici.`,
  nothing: (genre) => `Rien de ce qui a été enlevé ne l’a rendu beaucoup moins ${genreName(genre)}.`,
  failed: 'Cela n’a pas marché dans ce navigateur :',
};

export const compare: Catalogue['compare'] = {
  open: 'Comparer des modèles',
  title: 'Ce qu’entendent d’autres modèles',
  lead: 'Le même morceau, écouté par plusieurs modèles. Là où ils sont d’accord, une réponse vaut plus.',
  choose: 'Modèles à comparer',
  loading: 'Le serveur est interrogé sur ses modèles',
  unreachable: 'Le serveur n’a pas répondu. C’est là que sont ses modèles.',
  again: 'Réessayer',
  listening: (heard) => `Écoute, ${heard} entendues`,
  unsure: 'Pas sûr',
  outside: 'Aucun de ceux-là',
  took: (seconds) => `en ${seconds.replace('.', ',')} s`,
  agree: (genre, count) =>
    count === 2
      ? `Les deux disent ${genreName(genre)}.`
      : `Tous les ${number(count)} disent ${genreName(genre)}.`,
  disagree: (choices) =>
    choices[0]?.count === 1
      ? `Ils ne sont pas d’accord : ${choices.map(({ genre }) => genreName(genre)).join(' ou ')}.`
      : `Ils ne sont pas d’accord : ${choices.map(({ genre, count }) => `${genreName(genre)} (${number(count)})`).join(', ')}.`,
  ranking: (model) => `Classement de ${model}`,
};

const hertz = (value: number) => `environ ${number(Number(value.toPrecision(2)))} Hz`;
const varies = (value: number) => `varie de ${percent(value)}`;

const TRAIT_WORDS: {
  readonly [T in Parameters<Catalogue['insight']['trait']>[0]]: ReturnType<Catalogue['insight']['trait']>;
} = {
  tempo: {
    name: 'Tempo',
    ends: ['lent', 'rapide'],
    less: 'Plus lent',
    more: 'Plus rapide',
    value: (value) => `${Math.round(value)} battements par minute`,
  },
  brightness: {
    name: 'Clarté',
    ends: ['sombre', 'clair'],
    less: 'Plus sombre',
    more: 'Plus clair',
    value: hertz,
  },
  brightnessMotion: {
    name: 'Jeu de lumière',
    ends: ['stable', 'changeant'],
    less: 'Plus stable en clarté',
    more: 'Plus changeant en clarté',
    value: varies,
  },
  breadth: {
    name: 'Largeur',
    ends: ['étroit', 'large'],
    less: 'D’un son plus étroit',
    more: 'D’un son plus large',
    value: hertz,
  },
  crossings: {
    name: 'Rugosité',
    ends: ['lisse', 'rugueux'],
    less: 'Plus lisse',
    more: 'Plus rugueux',
    value: (value) => `passe par zéro à ${percent(value)} des échantillons`,
  },
  crossingMotion: {
    name: 'Souffle et son tour à tour',
    ends: ['l’un des deux', 'tour à tour'],
    less: 'Avec moins de souffle et de son tour à tour',
    more: 'Avec plus de souffle et de son tour à tour, comme dans les mots et les tambours,',
    value: varies,
  },
  percussion: {
    name: 'Percussion',
    ends: ['sons tenus', 'frappes'],
    less: 'Moins percussif',
    more: 'Plus percussif',
    value: (value) => `${percent(value)} de la puissance`,
  },
  dynamics: {
    name: 'Fort et doux',
    ends: ['égal', 'dynamique'],
    less: 'Plus égal en volume',
    more: 'Plus dynamique',
    value: varies,
  },
  pitches: {
    name: 'Notes à la fois',
    ends: ['peu', 'beaucoup'],
    less: 'Avec moins de notes à la fois',
    more: 'Avec plus de notes à la fois',
    value: (value) => `${percent(value)} de l’octave`,
  },
  colourMotion: {
    name: 'Changement de timbre',
    ends: ['constant', 'changeant'],
    less: 'D’un timbre plus constant',
    more: 'D’un timbre plus changeant',
    value: (value) => `${value.toFixed(1).replace('.', ',')} pas de MFCC`,
  },
};

const hundred = (share: number) => Math.min(99, Math.max(1, Math.round(100 * share)));

export const insight: Catalogue['insight'] = {
  title: (genre) => `Ce qui est typique du genre ${genreName(genre)}`,
  lead: (count) =>
    `Ce morceau à côté des ${number(count)} dont le modèle habituel a appris. Cela montre ce qui est typique, ce qui n’est pas toujours ce qui a décidé.`,
  genre: 'Comparé à',
  trait: (trait) => TRAIT_WORDS[trait],
  sentence: ({ trait, amongAll, amongGenre, kind }, genre) => {
    const { less, more } = TRAIT_WORDS[trait];
    const unusual = kind === 'unusual';
    const share = unusual ? amongGenre : amongAll;
    const above = share > 0.5;
    const others = hundred(above ? share : 1 - share);
    return `${above ? more : less} que ${others} morceaux sur 100${unusual ? ` (${genreName(genre)})` : ''}.`;
  },
  kind: {
    typical: (genre) => `typique : ${genreName(genre)}`,
    unusual: (genre) => `inhabituel : ${genreName(genre)}`,
    neither: () => 'dit peu',
  },
  none: (genre) =>
    `Dans aucune de ces mesures il ne se distingue comme le fait d’ordinaire le genre ${genreName(genre)}.`,
  legend: (genre) =>
    `Le point est ce morceau, la barre la moitié centrale des morceaux (${genreName(genre)}).`,
  more: 'Les dix mesures',
  fewer: 'Seulement ce qui ressort',
  looking: 'Mesure du son',
  failed: 'Le son n’a pas pu être mesuré dans ce navigateur.',
  silent: 'Il n’y avait rien à mesurer.',
};
