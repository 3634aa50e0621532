/** Spanish of the inbox, of teaching, and of what is looked at more closely. */

import type { Catalogue } from '../catalogue.ts';
import { genreName, percent } from '../en/main.ts';
import { number } from '../language.ts';
import { plural } from '../plural.ts';

const songs = (count: number) => plural(count, { one: '# canción', other: '# canciones' });

export const inbox: Catalogue['inbox'] = {
  title: 'Bandeja de etiquetas',
  nav: 'Bandeja',
  lead: 'El archivo dice un género, Tonearm oye otro, o lo dijiste tú. Marca lo que se debe escribir; tus palabras más finas, como «Latin», se quedan si no lo reemplazas todo.',
  filter: 'Buscar en la bandeja',
  group: 'Agrupar por',
  groups: { none: 'Sorpresa', album: 'Álbum', folder: 'Carpeta' },
  found: (count) =>
    plural(count, {
      one: '# canción contradice su etiqueta',
      other: '# canciones contradicen sus etiquetas',
    }),
  empty: 'Nada se contradice',
  emptyLead: 'Cada archivo que nombra un género que Tonearm conoce dice lo que oye, o no es seguro.',
  list: 'Canciones cuyo archivo dice otro género',
  says: 'el archivo dice',
  hears: 'se oye',
  youSaid: 'tú dices',
  becomes: 'pasa a ser',
  tick: (title) => `Escribir las etiquetas de ${title}`,
  tickAll: (count) => plural(count, { one: 'Marcar # canción', other: 'Marcar las # canciones' }),
  untickAll: 'Desmarcar todo',
  tickGroup: (name, count) =>
    `${name}: ${plural(count, { one: 'marcar # canción', other: 'marcar las # canciones' })}`,
  ticked: (count) =>
    count === 0 ? 'Nada marcado' : plural(count, { one: '# canción marcada', other: '# canciones marcadas' }),
  write: 'Ver los cambios',
  planning: 'Leyendo los archivos',
  back: 'Volver a la bandeja',
  more: 'Mostrar más',
  actions: { accept: 'Aceptar', add: 'Añadir', replace: 'Reemplazar todo' },
  change: 'Otro género',
  right: 'El archivo tiene razón',
  skip: 'Omitir',
  skipped: (count) =>
    plural(count, { one: 'Mostrar # canción omitida', other: 'Mostrar # canciones omitidas' }),
  unnamed: 'Sin álbum',
  keys: [
    ['J', 'siguiente'],
    ['K', 'atrás'],
    ['Espacio', 'reproducir'],
    ['Intro', 'aceptar'],
    ['A', 'añadir'],
    ['R', 'reemplazar todo'],
    ['C', 'otro género'],
    ['F', 'el archivo tiene razón'],
    ['S', 'omitir'],
  ],
  help: 'J y K mueven, Espacio reproduce, Intro acepta, A añade, R reemplaza todo, C dice qué es, F conserva lo que dice el archivo, S omite, X quita la marca.',
  genre: (genre) => genreName(genre),
  written: (count) => plural(count, { one: '# archivo escrito', other: '# archivos escritos' }),
};

export const teach: Catalogue['teach'] = {
  title: 'Enseñar',
  lead: 'Toca un género en cualquier parte de la biblioteca para decir qué es una canción. Lo que dijiste se guarda aquí, y con ello se puede hacer un modelo tuyo.',
  train: {
    title: 'Aprender de mi biblioteca',
    lead: 'Un modelo que conoce tus géneros, por lo que dijiste y lo que dicen tus etiquetas. Se hace en este servidor, y ves lo bueno que es antes de usarlo.',
    tags: 'Aprender también de las etiquetas',
    learns: 'Aprendería',
    genre: (genre, count) => `${genreName(genre)} ${number(count)}`,
    left: (genres) => `Aún muy poco: ${genres}.`,
    leftOne: (genre, count, artists) =>
      `${genreName(genre)} (${songs(count)}, ${plural(artists, { one: '# artista', other: '# artistas' })})`,
    needs:
      'Hacen falta dos géneros con al menos 6 canciones de 3 artistas cada uno. Di de más canciones lo que son.',
    start: 'Entrenar un modelo',
    cancel: 'Parar',
    stage: {
      listening: 'Escuchando las canciones',
      measuring: 'Midiendo con artistas que no conoce',
      learning: 'Aprendiendo de todas',
    },
    failed: (message) => `No se hizo ningún modelo. ${message}`,
    stopped: 'Detenido. Lo escuchado se conserva.',
    refused: 'Entrenar es para quien tiene el código de acceso de este servidor.',
  },
  model: {
    title: 'Tus modelos',
    none: 'Ninguno todavía.',
    made: (when) => `Hecho el ${when}`,
    of: (count, artists) =>
      `${songs(count)} de ${plural(artists, { one: '# artista', other: '# artistas' })}`,
    before: 'Aciertos antes',
    after: 'Aciertos después',
    range: (low, high) => `95 %: de ${low} a ${high}`,
    meaning:
      'Con las mismas canciones: antes es el modelo con el que se escuchó la biblioteca, después es el nuevo; cada artista lo probó un modelo que no lo conocía.',
    choose: 'Usarlo',
    chooseNamed: (when) => `Usarlo: el modelo hecho el ${when}`,
    inUse: 'en uso',
    back: 'Volver al modelo habitual',
    hears: 'Las canciones se escuchan de nuevo ahora; mientras tanto puedes seguir.',
  },
  said: {
    title: 'Lo que dijiste',
    none: 'Nada todavía.',
    batch: (count, what) => `${songs(count)}: ${what}`,
    noneOfThese: 'ninguno de estos',
    takenBack: 'retirado',
    undo: 'Deshacer',
    undoNamed: (what) => `Deshacer ${what}`,
    save: 'Guardar todo como',
    load: 'Cargar un archivo',
    loaded: (count, unknown) => {
      const corrected = plural(count, { one: '# canción corregida', other: '# canciones corregidas' });
      if (unknown === 0) return `${corrected}.`;
      return `${corrected}, ${plural(unknown, {
        one: '# línea no corresponde a ninguna canción de aquí.',
        other: '# líneas no corresponden a ninguna canción de aquí.',
      })}`;
    },
  },
};

const PART_WORDS: {
  readonly [P in Parameters<Catalogue['without']['part']>[0]]: { name: string; what: string };
} = {
  drums: { name: 'Sin percusión', what: 'lo que golpea' },
  tones: { name: 'Sin tonos', what: 'lo que resuena' },
  bass: { name: 'Sin graves', what: 'por debajo de 200 Hz' },
  treble: { name: 'Sin agudos', what: 'por encima de 3 kHz' },
};

export const without: Catalogue['without'] = {
  open: 'Quitar algo',
  title: '¿Y si no tuviera percusión?',
  lead: (from, to) =>
    `El mismo modelo escucha otra vez de ${from} a ${to}, en este navegador, cada vez sin alguna parte. Nunca aprendió de sonidos así: mira las diferencias más que las cifras.`,
  whole: { name: 'Como es', what: 'todo' },
  part: (part) => PART_WORDS[part],
  working: 'Escuchando otra vez',
  rather: (genre, probability) => `más bien ${genreName(genre)}, ${percent(probability)}`,
  telling: (part, genre, before, after) =>
    `${PART_WORDS[part].name}, ${genreName(genre)} pasa de ${percent(before)} a ${percent(after)}: nada más hablaba tanto a su favor aquí.`,
  nothing: (genre) => `Nada de lo que se quitó hizo que fuera mucho menos ${genreName(genre)}.`,
  failed: 'Eso no funcionó en este navegador:',
};

export const compare: Catalogue['compare'] = {
  open: 'Comparar modelos',
  title: 'Lo que oyen otros modelos',
  lead: 'La misma canción, escuchada por varios modelos. Donde coinciden, una respuesta vale más.',
  choose: 'Modelos para comparar',
  loading: 'Preguntando al servidor por sus modelos',
  unreachable: 'El servidor no respondió. Sus modelos figuran allí.',
  again: 'Intentar otra vez',
  listening: (heard) => `Escuchando, ${heard} hasta ahora`,
  unsure: 'No es seguro',
  outside: 'Ninguno de estos',
  took: (seconds) => `en ${seconds.replace('.', ',')} s`,
  agree: (genre, count) =>
    count === 2 ? `Los dos dicen ${genreName(genre)}.` : `Los ${number(count)} dicen ${genreName(genre)}.`,
  disagree: (choices) =>
    choices[0]?.count === 1
      ? `No están de acuerdo: ${choices.map(({ genre }) => genreName(genre)).join(' o ')}.`
      : `No están de acuerdo: ${choices.map(({ genre, count }) => `${genreName(genre)}: ${number(count)}`).join(', ')}.`,
  ranking: (model) => `Clasificación de ${model}`,
};

const hertz = (value: number) => `unos ${number(Number(value.toPrecision(2)))} Hz`;
const varies = (value: number) => `varía un ${percent(value)}`;

const TRAIT_WORDS: {
  readonly [T in Parameters<Catalogue['insight']['trait']>[0]]: ReturnType<Catalogue['insight']['trait']>;
} = {
  tempo: {
    name: 'Tempo',
    ends: ['lento', 'rápido'],
    less: 'Más lenta',
    more: 'Más rápida',
    value: (value) => `${Math.round(value)} pulsos por minuto`,
  },
  brightness: {
    name: 'Brillo',
    ends: ['oscuro', 'brillante'],
    less: 'Más oscura',
    more: 'Más brillante',
    value: hertz,
  },
  brightnessMotion: {
    name: 'Juego de luz',
    ends: ['constante', 'cambiante'],
    less: 'Más constante en el brillo',
    more: 'Más cambiante en el brillo',
    value: varies,
  },
  breadth: {
    name: 'Anchura',
    ends: ['estrecho', 'ancho'],
    less: 'De sonido más estrecho',
    more: 'De sonido más ancho',
    value: hertz,
  },
  crossings: {
    name: 'Aspereza',
    ends: ['liso', 'áspero'],
    less: 'Más lisa',
    more: 'Más áspera',
    value: (value) => `cruza el cero en el ${percent(value)} de las muestras`,
  },
  crossingMotion: {
    name: 'Ruido y tono por turnos',
    ends: ['uno de ellos', 'por turnos'],
    less: 'Con menos ruido y tono por turnos',
    more: 'Con más ruido y tono por turnos, como en palabras y tambores,',
    value: varies,
  },
  percussion: {
    name: 'Percusión',
    ends: ['tonos', 'golpes'],
    less: 'Menos percusiva',
    more: 'Más percusiva',
    value: (value) => `el ${percent(value)} de la potencia`,
  },
  dynamics: {
    name: 'Fuerte y suave',
    ends: ['pareja', 'dinámica'],
    less: 'Más pareja de volumen',
    more: 'Más dinámica',
    value: varies,
  },
  pitches: {
    name: 'Notas a la vez',
    ends: ['pocas', 'muchas'],
    less: 'Con menos notas a la vez',
    more: 'Con más notas a la vez',
    value: (value) => `el ${percent(value)} de la octava`,
  },
  colourMotion: {
    name: 'Cambio de timbre',
    ends: ['constante', 'cambiante'],
    less: 'De timbre más constante',
    more: 'De timbre más cambiante',
    value: (value) => `${value.toFixed(1).replace('.', ',')} pasos de MFCC`,
  },
};

const hundred = (share: number) => Math.min(99, Math.max(1, Math.round(100 * share)));

export const insight: Catalogue['insight'] = {
  title: (genre) => `Lo típico del género ${genreName(genre)}`,
  lead: (count) =>
    `Esta canción junto a las ${number(count)} de las que aprendió el modelo habitual. Muestra lo que es típico, que no siempre es lo que decidió.`,
  genre: 'Comparada con',
  trait: (trait) => TRAIT_WORDS[trait],
  sentence: ({ trait, amongAll, amongGenre, kind }, genre) => {
    const { less, more } = TRAIT_WORDS[trait];
    const unusual = kind === 'unusual';
    const share = unusual ? amongGenre : amongAll;
    const above = share > 0.5;
    const others = hundred(above ? share : 1 - share);
    return `${above ? more : less} que ${others} de 100 canciones${unusual ? ` (${genreName(genre)})` : ''}.`;
  },
  kind: {
    typical: (genre) => `típico: ${genreName(genre)}`,
    unusual: (genre) => `inusual: ${genreName(genre)}`,
    neither: () => 'dice poco',
  },
  none: (genre) => `En ninguna de estas medidas destaca como suele destacar el género ${genreName(genre)}.`,
  legend: (genre) =>
    `El punto es esta canción; la barra, la mitad central de las canciones (${genreName(genre)}).`,
  more: 'Las diez medidas',
  fewer: 'Solo lo que destaca',
  looking: 'Midiendo el sonido',
  failed: 'No se pudo medir el sonido en este navegador.',
  silent: 'No había nada que medir.',
};
