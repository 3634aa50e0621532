/** French of the explanation. */
import type { Catalogue } from '../catalogue.ts';
import { number } from '../language.ts';

export const how: Catalogue['how'] = {
  title: 'Comment un morceau devient un genre',
  lead: 'Déplacez l’aiguille, et toutes les images la suivent. Tout est calculé sur cette page, par le code qui écoute vos morceaux.',
  tune: 'Un air fait pour cette page',
  busy: 'Écoute en cours',
  failed: (message) => `Ce morceau n’a pas pu être utilisé. ${message}`,
  needle: {
    label: 'Aiguille',
    at: (seconds) => `${seconds.replace('.', ',')} s`,
    play: 'Lire à partir de l’aiguille',
    stop: 'Arrêter',
    own: 'Votre morceau',
    reset: 'Revenir à l’air',
  },
  wave: {
    title: 'Le son est une seule ligne',
    text: 'La pression de l’air, 22 050 fois par seconde. Rien dans cette ligne ne dit encore « guitare ». Les modèles entendent une demi-minute à la fois ; ici, il y en a une dizaine de secondes.',
    picture: 'Tout le son sous forme d’onde, avec l’aiguille',
  },
  window: {
    title: 'Un instant, découpé en douceur',
    text: 'Il faut un peu de temps pour une hauteur : 2 048 échantillons, 93 millièmes de seconde. Coupés net, les bords claqueraient. Une fenêtre fait donc entrer et sortir l’instant en fondu, et le suivant commence avant que celui-ci ne finisse.',
    hard: 'Coupé net',
    soft: 'Fenêtré',
    choice: 'Comment l’instant est découpé',
    picture: 'Les échantillons de l’instant sous l’aiguille',
  },
  spectrum: {
    title: 'Quels sons s’y trouvent',
    text: 'La transformée de Fourier demande à 1 025 sons purs, l’un après l’autre : quelle part de toi y a-t-il dans cet instant ? Les graves à gauche, les aigus à droite.',
    loudest: (hertz, note) => `Le plus fort : ${number(hertz)} Hz, près de ${note}`,
    silent: 'Rien à entendre ici',
    picture: 'Le spectre de l’instant',
  },
  mel: {
    title: 'L’oreille compte autrement',
    text: 'De 200 à 400 Hz, c’est une octave ; de 8 000 à 8 200 Hz, à peine une différence. L’échelle mel donne aux graves beaucoup de bandes étroites, et aux aigus quelques larges. Instant après instant, leurs niveaux forment une image du son, et c’est cette image que regarde un réseau d’images.',
    moment: 'Niveaux de 64 bandes mel sous l’aiguille',
    picture: 'Spectrogramme mel : le temps de gauche à droite, la hauteur de bas en haut',
  },
  mfcc: {
    title: 'La couleur du son en quelques nombres',
    text: 'Une transformée en cosinus range la forme de ces niveaux par finesse : d’abord les grandes pentes, à la fin les fines rides. Gardez une douzaine de ces MFCC, et vous avez le timbre sans les notes. Gardez-en plus, et les notes reviennent.',
    kept: 'Coefficients gardés',
    picture: (kept) => `Niveaux mel, et ce que ${number(kept)} coefficients en disent`,
  },
  harmony: {
    title: 'Quelles notes, peu importe l’octave',
    text: 'Le chroma additionne toutes les octaves de chacune des douze notes. Le tonnetz place leur mélange sur trois cercles : quintes, tierces mineures et tierces majeures. Un changement d’accord est un saut ; un accord tenu ne bouge pas.',
    chroma: (notes) => `Notes les plus fortes : ${notes}`,
    tonnetz: 'L’instant sur les cercles des quintes, des tierces mineures et des tierces majeures',
    circles: ['Quintes', 'Tierces min.', 'Tierces maj.'],
  },
  shape: {
    title: 'Clair ou sombre, large ou étroit',
    text: 'Quatre nombres sur un instant. Le centroïde est le point d’équilibre du spectre, la largeur de bande dit son étendue, et 85 % se trouvent sous le rolloff. Les passages par zéro comptent combien de fois l’onde change de signe : peu pour une basse, beaucoup pour une cymbale.',
    centroid: 'Centroïde',
    bandwidth: 'Largeur de bande',
    rolloff: 'Rolloff',
    crossings: 'Passages par zéro',
    picture: 'Centroïde et rolloff au fil du son',
  },
  parts: {
    title: 'Ce qui sonne et ce qui frappe',
    text: 'Dans un spectrogramme, les sons tenus sont des lignes horizontales et les coups des lignes verticales. Des médianes dans chaque direction les séparent. Écoutez les deux.',
    harmonic: 'Ce qui sonne',
    percussive: 'Ce qui frappe',
    play: (part) => `Lire ${part.toLowerCase()}`,
  },
  tempo: {
    title: 'Là où le pied bat',
    text: 'Quand beaucoup de bandes montent à la fois, quelque chose commence. La distance à laquelle ces attaques se répètent est le tempo ; les temps sont la chaîne d’attaques qui le tient.',
    bpm: 'battements par minute',
    picture: (bpm, beats) => `Force des attaques, avec ${beats} temps à ${bpm} par minute`,
  },
  knn: {
    title: 'Demander aux voisins',
    text: 'Le modèle le plus simple n’apprend rien : il garde tous les morceaux. Ici, chaque point est un bout de morceau, et sa couleur le genre. Déplacez votre morceau avec le doigt, la souris ou les flèches ; les bouts les plus proches votent.',
    song: 'Votre morceau',
    k: 'Voisins consultés',
    picture: (x, y) => `En ${x}, ${y}`,
    votes: (parts) => `Voix : ${parts}`,
  },
  networks: {
    title: 'Ou apprendre ce qui compte',
    text: 'Les réseaux pèsent ce qu’ils entendent, et changent les poids jusqu’à ce que leurs réponses s’améliorent sur les morceaux connus.',
    list: [
      {
        name: 'Dense',
        text: 'Regarde une liste de nombres sur tout le morceau, comme les moyennes de tout ce qui précède. Chaque nombre rencontre tous les autres. Petit et rapide ; sourd à l’ordre.',
      },
      {
        name: 'LSTM',
        text: 'Lit les MFCC instant après instant, en emportant une mémoire. Entend l’ordre, oublie lentement, apprend lentement.',
      },
      {
        name: 'CNN',
        text: 'Fait glisser de petits motifs sur l’image mel : une attaque, un accord, un groove, où qu’ils soient. A besoin de beaucoup de morceaux, sinon il apprend les enregistrements par cœur.',
      },
      {
        name: 'Une oreille exercée',
        text: 'Deux réseaux faits par d’autres, qui ont appris de 200 000 morceaux les mots de leurs auditeurs : « mellow », « guitar », « 80s ». Leur impression de votre morceau est comparée à leurs impressions de morceaux de genre connu. C’est ce que fait le modèle habituel de Tonearm, avec des mesures à lui ; ce qui distingue les genres compte le plus.',
      },
    ],
  },
  leak: {
    title: 'Comment se tromper soi-même',
    text: 'Un modèle ne vaut que par ce qu’il trouve sur des morceaux jamais rencontrés. Coupez d’abord les morceaux et répartissez les bouts : presque chaque bout testé a un frère parmi les appris. Essayez : mêmes points, même modèle, autre partage.',
    choice: 'Ce qui est réparti',
    pieces: 'Bouts',
    songs: 'Morceaux',
    right: 'juste',
    learned: 'appris',
    tested: 'testés',
    said: {
      pieces:
        'C’est superbe, et ce n’est que de la mémoire : le plus proche voisin d’un bout est le bout suivant du même morceau. Le surapprentissage a exactement cet air-là.',
      songs:
        'Bien moins, et vrai : c’est ce qu’obtiendraient vos propres morceaux. Les artistes fuient de la même façon ; c’est pourquoi Tonearm répartit par artiste.',
    },
    picture: 'La collection, répartie pour un test',
  },
  description: {
    title: 'Au-delà du genre',
    text: 'La même oreille dit aussi ce qu’un morceau fait ressentir. Deux questions suffisent pour une humeur : les auditeurs le diraient-ils positif, et le diraient-ils agité ? Quand les réponses sont près du milieu, Tonearm dit « difficile à dire ».',
    valence: 'Positif',
    arousal: 'Agité',
    moods: {
      excited: { positive: 'joyeux', negative: 'tendu' },
      relaxed: { positive: 'calme', negative: 'triste' },
    },
    feels: (mood) => `Un tel morceau est dit ${mood}.`,
    hardToSay: 'Pour un tel morceau, c’est difficile à dire.',
    picture: 'Un morceau entre triste et joyeux, calme et tendu',
    way: {
      title: 'Le chemin de votre morceau',
      text: 'Un morceau est lu une seule fois, et tout est entendu en chemin : trois demi-minutes, ou le morceau entier si vous le demandez. C’est le même code sur un serveur et dans cet onglet : les réponses sont donc les mêmes, et rien du morceau n’est gardé.',
      list: [
        {
          part: 'Pendant le décodage',
          of: 'la sonie et la plus haute crête sont mesurées, sur tous les canaux.',
        },
        {
          part: 'De chaque demi-minute',
          of: 'l’impression de l’oreille dit le genre, l’humeur, les mots et la voix ; les débuts des sons disent le tempo ; les notes, pour autant qu’elles ressortent, disent la tonalité.',
        },
        {
          part: 'À la fin',
          of: 'les réponses des demi-minutes sont moyennées, celles qui ont plus de son comptant davantage ; l’énergie découle de l’agitation et du peu de relief des crêtes.',
        },
      ],
    },
    right: {
      title: 'Combien de fois c’est juste',
      text: 'Mesuré sur des morceaux d’artistes dont il n’avait pas appris, face à ce que des gens ont battu, noté ou dit. « ± » est l’écart entre trois essais avec d’autres partages. Chaque réponse a sa propre confiance ; ce qui est trop peu sûr n’est pas dit.',
      list: [
        {
          part: 'Tempo',
          figure: '76,9 ± 0,8 %',
          of: 'à 4 % près sur 456 morceaux battus ; moitié, double et tiers admis, 92,3 %. Des programmes connus atteignent 61 et 64 %.',
        },
        {
          part: 'Tonalité',
          figure: '72,3 ± 0,6 %',
          of: 'de 357 morceaux exactement ; un programme connu, 61 %.',
        },
        {
          part: 'Humeur',
          figure: '71,4 ± 0,7 %',
          of: 'de 325 morceaux dans le bon quart sur quatre ; 79 % de ceux où il ne dit pas « difficile à dire ».',
        },
        {
          part: 'Agité ou détendu',
          figure: '90,3 ± 1,0 %',
          of: 'de 325 morceaux ; positif ou négatif, 78,4 ± 0,8 %.',
        },
        {
          part: 'Mots',
          figure: '6 sur 10',
          of: 'ou plus : les mots moins souvent justes sur des morceaux étiquetés par des auditeurs ne sont pas montrés.',
        },
        {
          part: 'Voix',
          figure: '94.6 %',
          of: 'de 617 morceaux, par un substitut : le classique compte comme sans voix ; hip-hop, country et pop, comme avec.',
        },
        {
          part: 'Sonie',
          figure: '0,1 LU',
          of: 'au plus d’écart avec les signaux d’essai de la norme, EBU R 128.',
        },
        {
          part: 'Énergie',
          figure: 'une définition',
          of: 'l’agitation, et la densité du son ; personne ne l’a annotée.',
        },
      ],
    },
  },
  sure: {
    title: 'Comment lire « 78 % »',
    text: 'Avant qu’un modèle soit livré, sa confiance est comparée à ce qu’il a trouvé sur des morceaux dont il n’avait pas appris, puis corrigée. Un pourcentage promet donc quelque chose sur beaucoup de réponses, et rien sur une seule.',
    says: 'Il dit',
    claim: (right) =>
      `Sur cent réponses de ce genre, environ ${number(right)} sont justes, et ${number(100 - right)} ne le sont pas.`,
    unsure:
      'Si peu que Tonearm ne nomme aucun genre : il dit « pas sûr » et montre le classement. Où cela commence est mesuré pour chaque modèle.',
    picture: (right) => `${number(right)} points sur 100 remplis`,
    next: 'Voir ce que vaut chaque modèle',
  },
};
