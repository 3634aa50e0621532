/** French of the pages about Tonearm, its models and its server. */
import type { Catalogue } from '../catalogue.ts';
import { number } from '../language.ts';
import { plural } from '../plural.ts';

const songs = (count: number) => plural(count, { one: '# morceau', other: '# morceaux' });

export const about: Catalogue['about'] = {
  title: 'Il écoute, et il peut dire « pas sûr »',
  lead: 'Tonearm entend un morceau et dit son genre, avec une confiance à prendre au mot : sur cent réponses données à 80 %, environ quatre-vingts sont justes.',
  parts: [
    {
      title: 'Ce que devient votre morceau',
      text: 'Sur le serveur : il est envoyé, écouté, puis effacé avant que vous lisiez la réponse ; rien n’en est gardé. Dans ce navigateur : il ne quitte jamais votre appareil. Dans les deux cas, le même code écoute avec le même modèle.',
      textAlone: 'Il est écouté dans ce navigateur : il ne quitte jamais votre appareil.',
    },
    {
      title: 'Ce que dix genres peuvent dire, et ce qu’ils ne peuvent pas',
      text: 'Blues, classique, country, disco, hip-hop, jazz, metal, pop, reggae, rock : les dix de la collection la plus connue du domaine. Beaucoup de musique n’est aucun d’eux, ou deux à la fois. La réponse honnête est alors « aucun de ceux-là », ou un classement, et c’est ce que vous obtenez.',
    },
    {
      title: 'À quoi il ne doit pas servir',
      text: 'À décider ce qu’un artiste est payé, où il est classé, ou s’il est admis. Il a appris d’un millier d’extraits environ, pour la plupart occidentaux et antérieurs à 2000, et a raison à peu près huit fois sur dix sur des artistes qu’il n’a jamais entendus.',
    },
    {
      title: 'À qui est l’oreille',
      text: 'Il part de MSD_musicnn et MSD_vgg de Jordi Pons (licence ISC), deux réseaux qui ont appris les étiquettes données par des auditeurs à quelque 200 000 morceaux. Ce qui compare votre morceau à des morceaux de genre connu a été appris ici.',
    },
    {
      title: 'Quatre portes, une réponse',
      text: 'Cette page, une ligne de commande, une interface HTTP et une bibliothèque TypeScript partagent le code, du premier octet au dernier chiffre.',
    },
  ],
  commands: {
    title: 'Sans page',
    list: ['npx tonearm classify song.mp3', 'npx tonearm classify ~/Music --json', 'npx tonearm serve'],
  },
  links: {
    how: 'Comment ça marche',
    models: 'Ce que ça vaut',
    api: 'Documentation de l’API',
    health: 'État de ce serveur',
    notices: 'Licences de ce qu’il contient',
  },
};

export const models: Catalogue['models'] = {
  told: {
    'Two pretrained networks and columns of timbre, rhythm and texture, compared with songs of known genre.':
      'Deux réseaux préentraînés et des colonnes de timbre, de rythme et de texture, comparés à des morceaux de genre connu.',
    'The nearest songs by mean and covariance of MFCC vote, the nearer the more.':
      'Les morceaux les plus proches par la moyenne et la covariance des MFCC votent, les plus proches davantage.',
  },
  title: 'Ce que ça vaut',
  lead: 'Chaque chiffre dit ce qui a été mesuré, sur combien de morceaux, et comment ils ont été répartis. Les morceaux d’un artiste dont on a appris ne servent jamais au test : un modèle qui connaît l’artiste a la vie facile.',
  loading: 'Demande au serveur de ses modèles',
  unreachable: 'Le serveur n’a pas répondu. C’est là que sont listés les modèles.',
  none: 'Ce serveur n’a aucun modèle. Entraînez-en un avec « tonearm train » et mettez-le dans son dossier de modèles.',
  retry: 'Réessayer',
  isDefault: 'Écoute par défaut',
  own: {
    badge: 'Fait de votre bibliothèque',
    title: 'Un modèle à vous',
    lead: 'Dites ce que sont vos morceaux, ou laissez vos étiquettes le dire, et un modèle est fait qui connaît vos genres. Vous voyez ce qu’il vaut sur des artistes qu’il n’a pas rencontrés avant de l’utiliser.',
    train: 'Apprendre de ma bibliothèque',
    listen: 'L’utiliser pour écouter',
    listens: 'Utilisé pour écouter',
    back: 'Revenir au modèle habituel',
    library: 'L’utiliser pour la bibliothèque',
  },
  headline: 'de réponses justes',
  headlineOf: (n, data) => `${songs(n)}. ${data}`,
  within: 'plus ou moins',
  facts: {
    trainedOn: 'A appris de',
    hears: 'Entend',
    oneByOne: (seconds) => `des bouts de ${number(seconds)}\u00a0s, l’un après l’autre`,
    windows: (seconds, hop) =>
      `des bouts de ${number(seconds)}\u00a0s, un nouveau toutes les ${number(hop)}\u00a0s`,
    unsure: 'Dit « pas sûr »',
    confidence: (share) => `quand il est sûr d’un genre à moins de ${share}`,
    agreement: (share) => `quand ses probabilités s’accordent sur un genre à moins de ${share}`,
    overall: (share) =>
      `quand il est sûr d’un genre à moins de ${share} ; que ce puisse n’être aucun d’eux compte contre`,
    size: 'Taille',
    license: 'Licence',
  },
  figures: 'Tous les chiffres',
  figuresOf: (name) => `Tous les chiffres de ${name}`,
  columns: { measure: 'Mesure', value: 'Valeur', n: 'Morceaux', protocol: 'Comment', data: 'Sur quoi' },
  measures: {
    accuracy: 'Juste',
    'top-3 accuracy': 'Juste parmi les trois premiers',
    macroF1: 'F1, moyenne des genres',
    macroRecall: 'Trouvés, moyenne des genres',
    ece: 'La confiance s’écarte de',
    claimed: 'Nomme un genre pour',
    claimsRight: 'Juste quand il en nomme un',
    unsure: '« Pas sûr » de ce qui n’est d’aucun genre connu',
    outsideRecall: 'Remarque la musique qui n’est d’aucun genre connu',
    outsidePrecision: 'Juste quand il dit « aucun de ceux-là »',
    outsideAuroc: 'Genre connu ou aucun, distingués par sa probabilité d’aucun (AUROC)',
    auroc: 'Genre connu ou non, distingués par son assurance (AUROC)',
  },
  spreads: { deviation: '± est l’écart entre les répétitions ou les parts.', error: '± est l’erreur type.' },
  splits: { artist: 'par artiste', random: 'au hasard' },
  protocols: {
    artist: (folds) =>
      `Répartis en ${number(folds)} parts, chaque artiste dans une seule ; chaque part est testée sur un modèle qui a appris des autres.`,
    random: (folds) =>
      `Répartis en ${number(folds)} parts au hasard : les mêmes artistes servent à apprendre et à tester, ce qui flatte.`,
    settled: 'Quand dire « pas sûr » a été fixé sans la part testée.',
    artistsKnown: (known, all) =>
      `L’artiste est connu pour ${number(known)} morceaux sur ${number(all)} ; les autres peuvent en partager un.`,
  },
  download: 'Fichier du modèle (ONNX)',
  confusion: {
    title: 'Ce qu’il prend pour autre chose',
    caption: (n) => `Lignes : ce que sont ${songs(n)}. Colonnes : ce qu’il en a dit.`,
    most: (pairs) => (pairs.length > 0 ? `Le plus souvent à côté : ${pairs.join(', ')}.` : ''),
    pair: (actual, called, share) => `${share} de ${actual} pris pour ${called}`,
    cell: (share, actual, called) => `${share} de ${actual} appelés ${called}`,
    actual: 'Est',
    called: 'Appelé',
  },
  reliability: {
    title: 'Peut-on croire sa confiance ?',
    caption:
      'Chaque point est un dixième des réponses. Sur la ligne, une réponse à 70 % est juste sept fois sur dix ; au-dessus, le modèle est trop modeste, au-dessous trop hardi.',
    x: 'Il dit',
    y: 'C’est juste',
    point: (said, right, n) => `Dit ${said} : juste pour ${right} sur ${number(n)}`,
  },
  compare: {
    title: 'Pourquoi d’autres annoncent plus',
    lead: 'Les mêmes types de modèle, sur la même collection, obtiennent des chiffres très différents selon le choix des morceaux de test. Les chiffres publiés viennent de partages où les mêmes artistes sont des deux côtés, parfois même des bouts d’un seul morceau.',
    table: 'Les chiffres publiés à côté des nôtres',
    system: 'Système',
    published: 'Publié',
    random: 'Au hasard, ici',
    here: 'Par artiste, ici',
    why: 'D’où vient l’écart',
    rows: [
      {
        system: 'Morceaux les plus proches par MFCC',
        published: '68 à 71 %',
        random: '70,8 %',
        here: '48,0 %',
        why: 'Partage au hasard : pour la plupart des morceaux de test, le même artiste est parmi les appris.',
      },
      {
        system: 'Réseau dense, 57 descripteurs',
        published: '70 à 72,5 %',
        random: '70,2 à 72,3 %',
        here: '46,4 à 46,6 %',
        why: 'Partage au hasard. La colonne « length » de la table connue, qui trahit d’où vient un extrait, est laissée de côté ici.',
      },
      {
        system: 'Réseau dense, 498 descripteurs',
        published: '68,5 %',
        random: '76,6 %*',
        here: '56,8 %*',
        why: 'Partage au hasard. Quatre cinquièmes des extraits disponibles sont de quatre genres, ce qui rend la tâche plus facile ici.',
      },
      {
        system: 'LSTM sur des suites de MFCC',
        published: '74 %',
        random: '68,9 %*',
        here: '52,7 %*',
        why: 'D’ordinaire, les morceaux sont d’abord coupés, puis répartis : des bouts d’un morceau sont des deux côtés.',
      },
      {
        system: 'CNN sur MFCC',
        published: '88 %',
        random: '76,6 %*',
        here: '55,9 %*',
        why: 'Comme ci-dessus, et un réseau de cette taille retient bien le son d’un enregistrement.',
      },
      {
        system: 'CNN sur spectrogrammes mel',
        published: '75 %',
        random: '79,6 %*',
        here: '65,7 %*',
        why: 'Partage au hasard ; bouts de test de trois secondes.',
      },
    ],
    note: 'Ici : cinq plis de GTZAN sans ses défauts connus, 640 extraits. * De ces types, seuls 338 extraits ont pu être entendus, dont quatre cinquièmes de blues, classique, country ou metal : à ne pas comparer aux autres lignes. Le modèle habituel de Tonearm part d’une oreille préentraînée qui a pu entendre certains morceaux de GTZAN, sous des étiquettes d’auditeurs : « par artiste » n’est strictement vrai que de ce qui a été appris ici. Les réseaux ont appris d’un bout de trois secondes sur deux, pendant 20 époques au plus.',
    ours: 'Le modèle habituel de Tonearm',
    oursWhy: (n) =>
      `Mesuré sur ${number(n)} extraits, qui ne sont pas ceux des lignes du dessus. Son chiffre au hasard est ici pour la comparaison. Il ne dit rien de vos morceaux : comptez sur celui par artiste.`,
    noClaim: 'aucun',
  },
  unavailable: 'Fichiers que ce serveur n’a pas pu utiliser',
};

export const health: Catalogue['health'] = {
  asking: 'Question posée au serveur',
  title: {
    ok: 'Tout va bien',
    degraded: 'Pas de modèle pour écouter',
    away: 'Le serveur ne répond pas',
    locked: 'Le serveur est verrouillé',
  },
  lead: {
    ok: (version, span) => `Tonearm ${version} tourne depuis ${span}.`,
    degraded: (version, span) =>
      `Tonearm ${version} tourne depuis ${span}, mais n’a aucun modèle qu’il puisse utiliser. Le journal dit pourquoi.`,
    locked:
      'Il demande le code d’accès qu’il a affiché en démarrant. Rechargez cette page pour le lui donner.',
    away: 'Il a peut-être été arrêté, ou la connexion est coupée. On le lui redemande toutes les quelques secondes ; ce navigateur peut écouter en attendant.',
  },
  days: (count) => plural(count, { one: '# jour', other: '# jours' }),
  listeners: {
    title: 'Auditeurs',
    resting: (total) => (total === 1 ? 'Il se repose.' : 'Tous se reposent.'),
    busy: (busy, total) =>
      `${number(busy)} sur ${number(total)} ${busy === 1 ? 'écoute' : 'écoutent'} un morceau.`,
  },
  queue: {
    title: 'En attente',
    none: 'Personne n’attend.',
    room: (count) => `Il y a de la place pour ${songs(count)}.`,
    full: 'Complet : qui arrive maintenant est prié de revenir plus tard.',
  },
  models: {
    title: 'Modèles',
    byDefault: (name) => `${name} répond si aucun autre n’est demandé.`,
    none: 'Aucun morceau ne peut être écouté ici.',
    unusable: (count) =>
      plural(count, {
        one: '# fichier n’a pas pu être utilisé.',
        other: '# fichiers n’ont pas pu être utilisés.',
      }),
    open: 'Les voir',
  },
  library: {
    title: 'Bibliothèque',
    none: 'Aucune',
    noneNote: 'Démarré sans dossier de musique.',
    songs: (count) => (count === 1 ? 'morceau' : 'morceaux'),
    scanning: 'Recherche d’autres morceaux.',
    rest: 'Aucune recherche en cours.',
    open: 'L’ouvrir',
  },
  memory: {
    title: 'Mémoire',
    note: 'Le serveur lui-même, sans ses auditeurs.',
    megabytes: (bytes) => number(Math.round(bytes / 1e6)),
    unit: 'Mo',
  },
  browser: {
    title: 'Ce navigateur',
    ready: 'Prêt',
    readyNote: 'Ce qu’il lui faut pour écouter est ici : il peut le faire hors ligne.',
    online: 'En ligne',
    onlineNote: 'Ce qu’il lui faut pour écouter (environ 10 Mo) est téléchargé la première fois.',
    offline: 'Hors ligne',
    offlineNote: 'Ce qu’il lui faut pour écouter n’a jamais été téléchargé.',
  },
  asJson: 'La même chose pour les programmes',
  api: 'Documentation de l’API',
};
