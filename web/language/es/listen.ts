/** Spanish of what surrounds every page, and of listening. */
import { FORMATS_IN_WORDS } from '../../error-message.ts';
import { clock, spokenTime } from '../../timeline/time-axis.ts';
import type { Catalogue } from '../catalogue.ts';
import { genreName, percent } from '../en/main.ts';
import { keyNamed } from '../key-name.ts';
import { dateText, number } from '../language.ts';
import { plural } from '../plural.ts';

const songs = (count: number) => plural(count, { one: '# canción', other: '# canciones' });

const TONICS: Readonly<Record<string, string>> = {
  C: 'Do',
  D: 'Re',
  E: 'Mi',
  F: 'Fa',
  G: 'Sol',
  A: 'La',
  B: 'Si',
};

const GENRES: Readonly<Record<string, string>> = {
  classical: 'clásica',
  hiphop: 'hip-hop',
};

/** Words of the ear that are no genres of the model. */
const WORDS: Readonly<Record<string, string>> = {
  electronic: 'electrónica',
  sad: 'triste',
};

export const main: Catalogue['main'] = {
  name: 'Tonearm',
  language: 'Idioma',
  translatedBy: 'Traducido con ayuda de una máquina; para mejorarlo: web/language/es',
  genre: (genre) => GENRES[genre] ?? genre,
  title: 'Tonearm: entra una canción, sale su género',
  pageTitle: (title) => `${title} · Tonearm`,
  nav: {
    label: 'Principal',
    listen: 'Escuchar',
    library: 'Biblioteca',
    how: 'Método',
    models: 'Modelos',
    about: 'Acerca',
    skip: 'Ir al contenido',
  },
  theme: { toDark: 'Cambiar a oscuro', toLight: 'Cambiar a claro' },
  hero: {
    title: '¿A qué suena?',
    lead: 'Pon una canción. Tonearm la escucha entera, dice el género y lo seguro que está. Cuando no puede saberlo, lo dice.',
    choose: 'Elegir canciones',
    folder: 'Elegir una carpeta',
    record: 'Grabar',
    anywhere: 'o suéltalas sobre el disco, o en cualquier parte de esta página',
    put: 'Poner una canción',
    knows: 'Diez géneros',
    formats: `${FORMATS_IN_WORDS}. De 3 segundos a 3 horas.`,
  },
  examples: {
    lead: '¿No tienes una canción a mano? Prueba una nuestra, tocada por el sintetizador de Tonearm:',
    making: 'Tocándola',
    failed: 'No se pudo crear el ejemplo. Vuelve a cargar la página e inténtalo otra vez.',
    title: { 'slow-water': 'Slow Water', 'night-bus': 'Night Bus', 'two-rooms': 'Two Rooms' },
  },
  drop: { title: 'Suéltalo', hint: 'Canciones o carpetas enteras' },
  add: { more: 'Añadir canciones', folder: 'Añadir una carpeta', record: 'Grabar con el micrófono' },
  engine: {
    label: 'Dónde escuchar',
    name: { server: 'En el servidor', browser: 'En el navegador' },
    model: 'Escuchado por',
    usual: 'el modelo habitual',
    own: (madeAt) =>
      `tu modelo del ${dateText(new Date(madeAt), { day: 'numeric', month: 'long', year: 'numeric' })}`,
    note: {
      server: 'La canción se envía a este servidor, se escucha y se borra.',
      browser: 'Nada sale de este dispositivo. La primera canción descarga lo necesario (unos 10 MB).',
    },
    chosen: {
      server: 'Elegido porque descarga menos trabajo en este dispositivo.',
      browser: 'Elegido porque este dispositivo puede hacerlo.',
    },
  },
  offline: 'Estás sin conexión y este servidor no está al alcance. Las canciones pueden escucharse aquí.',
  leftOut: (names) =>
    names.length === 1
      ? `Se dejó fuera ${names[0]}: no es una canción.`
      : `Se dejaron fuera ${number(names.length)} archivos que no son canciones.`,
  dismiss: 'Cerrar',
  queue: {
    label: 'Canciones',
    heard: (done, all, failed) => {
      const counted =
        done === all ? `${number(all - failed)} listas` : `${number(done - failed)} de ${number(all)} listas`;
      return failed === 0 ? counted : `${counted}, ${number(failed)} con error`;
    },
    clear: 'Vaciar',
    cancelAll: 'Cancelar todo',
    cleared: (count) =>
      plural(count, { one: '# canción quitada de la lista.', other: '# canciones quitadas de la lista.' }),
    undo: 'Deshacer',
    retryAll: (count) => `Reintentar ${number(count)}`,
    waiting: 'En espera',
    uploading: (fraction) => `Enviando, ${percent(fraction)}`,
    listening: (seconds) => (seconds > 0 ? `Escuchando, ${clock(seconds)} hasta ahora` : 'Escuchando'),
    cancelled: 'Cancelada',
    cancel: (name) => `Cancelar ${name}`,
    retry: (name) => `Escuchar ${name} otra vez`,
    remove: (name) => `Quitar ${name}`,
    done: (genre, probability) => `${genreName(genre)}, ${percent(probability)}`,
    unsure: (genre) => `No es seguro, quizá ${genreName(genre)}`,
    outside: 'Ninguno de estos',
    said: (genre) => `Tú dices: ${genre === null ? 'ninguno de estos' : genreName(genre)}`,
  },
  verdict: {
    sure: 'Bastante seguro',
    leaning: 'Probable',
    unsure: 'No es seguro',
    outside: 'Ninguno de estos',
    unsureTitle: 'Podría ser',
    or: 'o',
    itIs: 'Corregir el género',
    said: 'Lo dices tú',
    train: 'Aprender de mi biblioteca',
    heard: (genre, share) => `Se oyó ${genreName(genre)}, ${share}.`,
    heardOutside: 'No se oyó ninguno de sus géneros.',
    meansSure: (p) => `Las respuestas así de seguras aciertan unas ${howOften(p)}.`,
    notSureWhich: (names) => `No es seguro cuál: ${names.join(' o ')}.`,
    meansSeveral:
      'Una canción puede tener varios géneros: cada uno vale por sí mismo, con su propia seguridad.',
    meansUnsure:
      'No basta para afirmar uno, así que esto es una clasificación. Aquí acaban las canciones entre géneros y los sonidos que el modelo no conoce.',
    meansOutside:
      'No suena a ninguno de los géneros que este modelo conoce. Aprendió a notarlo con pocas canciones, así que se le escapa mucha música así.',
  },
  pending: {
    waiting: 'Espera su turno',
    starts: 'Empieza sola cuando haya sitio.',
    uploading: 'Enviando',
    listening: 'Escuchando',
    heard: (seconds) => `${clock(seconds)} escuchado hasta ahora`,
  },
  cancelled: { title: 'Cancelada', detail: 'Esta canción no se escuchó hasta el final.' },
  failure: {
    retry: 'Intentar otra vez',
    details: 'En detalle',
    elsewhere: { server: 'Escucharla en este navegador', browser: 'Escucharla en el servidor' },
    title: (code) => FAILURE_TITLES[code],
    unreachable: {
      server: 'El servidor no respondió, o se detuvo a la mitad. A tu canción no le pasa nada.',
      browser: 'No se pudo descargar lo necesario. Conéctate una vez, y después funciona sin conexión.',
    },
  },
  player: {
    play: 'Reproducir',
    pause: 'Pausa',
    position: 'Posición en la canción',
    at: (seconds, duration) => `${spokenTime(seconds)} de ${spokenTime(duration)}`,
    unplayable: 'Este navegador no puede reproducir archivos así. La respuesta vale igual.',
    tooLong: 'Demasiado larga para dibujarla como onda; se reproduce igual.',
    course: 'A lo largo de la canción',
    unheard: 'Pálido: no escuchado',
    wave: 'Onda',
    spectrogram: 'Espectrograma',
    chroma: 'Croma',
    drawing: 'Dibujando el sonido',
    undrawable: 'No se pudo dibujar el sonido en este navegador.',
    hertz: (hertz) => (hertz < 1000 ? `${hertz} Hz` : `${number(hertz / 1000)} kHz`),
    pictured: {
      spectrogram: 'Espectrograma mel: la fuerza de cada frecuencia a lo largo de la canción',
      chroma: 'Croma: la fuerza de cada una de las doce notas a lo largo de la canción',
    },
    view: 'Vista del sonido',
  },
  ranking: {
    title: 'Clasificación',
    song: 'Canción entera',
    moment: (seconds) => `En ${clock(seconds)}`,
    scope: 'Qué parte',
    more: 'Los diez',
    fewer: 'Los cinco primeros',
  },
  sound: {
    key: 'Tonalidad',
    keyName: (key) =>
      keyNamed(key, (tonic, sharp, minor) =>
        [TONICS[tonic], ...(sharp ? ['sostenido'] : []), minor ? 'menor' : 'mayor'].join(' '),
      ),
    mood: 'Ánimo',
    moods: { happy: 'Alegre', tense: 'Tenso', sad: 'Triste', calm: 'Tranquilo' },
    hardToSay: 'Difícil de decir',
    feels: (valence, arousal) =>
      `${arousal > 0.5 ? 'agitado' : 'relajado'}, ${valence > 0.5 ? 'positivo' : 'negativo'}`,
    energy: 'Energía',
    ofTen: (share) => `${Math.round(10 * share)} de 10`,
    voice: 'Voz',
    sung: 'Cantada',
    instrumental: 'Instrumental',
    voiceLikely: (share) => `una voz: ${share} de probabilidad`,
    loudness: 'Sonoridad',
    lufs: (lufs) => `${lufs.toFixed(1).replace('.', ',')} LUFS`,
    words: 'Suena a',
    word: (word) => WORDS[word] ?? GENRES[word] ?? word,
    alsoHeard: (words) => `Lo que se oye: ${words}.`,
  },
  facts: {
    title: 'Sobre esta respuesta',
    warnings: {
      damaged: 'Partes del archivo están dañadas y se dejaron fuera.',
      truncated: 'El archivo termina antes de tiempo.',
      short: 'Hay poco sonido: la respuesta se apoya en poco.',
      'partly-silent': 'Gran parte de la canción es silencio y se dejó fuera.',
      clipped: 'La grabación está saturada, y por eso la respuesta puede ser otra.',
      'metadata-mismatch': 'El archivo dice de sí mismo algo distinto de lo que contiene.',
      'band-limited': 'Faltan los agudos, en los que también se reconocen los géneros.',
      'low-bitrate': 'Con tan pocos bits falta parte de lo que distingue los géneros.',
      'channels-cancel': 'Los canales se anulan entre sí: se escucha el más fuerte.',
    },
    duration: 'Duración',
    heard: (seconds, passages) => `${clock(seconds)} escuchados, en ${passages} pasajes`,
    whole: 'Escucharla entera',
    tempo: 'Tempo',
    unknown: 'desconocido',
    beats: (perMinute) => `${Math.round(perMinute)} pulsos por minuto`,
    tempoElse: (others) => `o ${others.map(Math.round).join(', ')}`,
    model: 'Modelo',
    engine: 'Escuchada',
    time: 'Tardó',
    decode: 'decodificar',
    resample: 'remuestrear',
    features: 'características',
    infer: 'modelo',
    part: (name, ms) =>
      ms < 1000
        ? `${name} ${Math.round(ms)}\u00a0ms`
        : `${name} ${(ms / 1000).toFixed(1).replace('.', ',')}\u00a0s`,
    download: 'Descargar JSON',
    share: 'Copiar un enlace',
    shared: 'Enlace copiado',
    address: 'Dirección de esta respuesta',
    picture: 'Guardar como imagen',
    table: 'Descargar CSV',
    again: { server: 'Escucharla también en este navegador', browser: 'Escucharla también en el servidor' },
  },
  announce: {
    added: (count) => plural(count, { one: '# canción añadida.', other: '# canciones añadidas.' }),
    listening: (name) => `Escuchando ${name}.`,
    failed: (name, title) => `${name}: ${title}.`,
    cancelled: (name) => `${name}: cancelada.`,
  },
  courseInWords: (parts) =>
    parts
      .map((p) => `${genreName(p.genre)} de ${spokenTime(p.startSeconds)} a ${spokenTime(p.endSeconds)}`)
      .join(', '),
  missing: {
    title: 'No hay nada en este surco',
    lead: 'No hay ninguna página en esta dirección. El brazo llegó hasta la etiqueta; elige una pista.',
  },
  error: {
    title: 'Esta página no se cargó',
    lead: 'Quizá se cortó la conexión, o entretanto salió una nueva versión de Tonearm. En ambos casos ayuda volver a cargarla.',
    reload: 'Volver a cargar',
  },
  footer: {
    promise: 'Código abierto, MIT. Sin rastreo, sin cuenta.',
    label: 'Para operadores y programas',
    api: 'Documentación de la API',
    health: 'Estado',
  },
};

const FAILURE_TITLES: Record<Parameters<Catalogue['main']['failure']['title']>[0], string> = {
  'unsupported-format': 'No puedo leer esto como canción',
  'broken-audio': 'El archivo está dañado',
  'too-short': 'Demasiado corta para saberlo',
  silent: 'No se oye nada',
  'too-large': 'El archivo es demasiado grande',
  'too-long': 'La canción es demasiado larga',
  'bad-request': 'El servidor no entendió',
  'bad-model': 'El modelo no encaja',
  'not-found': 'No encontrado',
  'timed-out': 'Tardó demasiado',
  busy: 'El servidor está lleno',
  'source-failed': 'La fuente no respondió',
  cancelled: 'Cancelada',
  internal: 'Algo salió mal',
  unreachable: 'Sin respuesta',
};

function howOften(probability: number): string {
  const hundreds = Math.round(100 * probability);
  if (hundreds >= 99) return '99 veces de cada cien';
  if (hundreds > 92) return `${hundreds} veces de cada cien`;
  return `${Math.max(1, Math.round(10 * probability))} veces de cada diez`;
}

export const errors: Catalogue['errors'] = {
  'unsupported-format': `Esto no es una canción en un formato que se lea aquí, se llame como se llame: ${FORMATS_IN_WORDS}. Si es música, guárdala en uno de ellos y prueba con eso.`,
  'broken-audio':
    'Empieza como una canción, pero lo que sigue no se puede leer. Copia o descarga el archivo otra vez e inténtalo de nuevo.',
  'too-short': 'Contiene menos de tres segundos de sonido. Elige una pieza más larga.',
  silent: 'Casi no se oye nada. Revisa cómo se grabó, o elige otro archivo.',
  'too-large': 'Es más grande de lo que acepta este servidor. Este navegador puede escucharlo en su lugar.',
  'too-long': 'Es más larga de lo que se escucha aquí. Toma una parte, o una hora en vez de toda la noche.',
  'bad-request':
    'El servidor no entendió esta página. Vuelve a cargarla: puede ser más antigua que el servidor.',
  'bad-model': 'El modelo no se puede usar aquí. Elige otro, o pregunta a quien administra este servidor.',
  'not-found': 'Ya no está ahí. Vuelve a cargar la página para ver lo que hay.',
  'timed-out': 'Tardó más de lo que permite el servidor. Inténtalo otra vez, o escúchala en este navegador.',
  busy: 'Ahora mismo se están escuchando otras. Inténtalo otra vez dentro de un momento.',
  'source-failed':
    'El lugar donde está la canción no dio una respuesta útil. Inténtalo más tarde, o elige otra.',
  cancelled: 'Se canceló antes del final. Inténtalo otra vez cuando quieras.',
  internal: 'Algo salió mal aquí, y no es tu archivo. Inténtalo otra vez; si sigue así, avísanos, por favor.',
  unknown: 'El servidor no quiso hacerlo. Vuelve a cargar la página e inténtalo otra vez.',
};

export const player: Catalogue['player'] = {
  label: 'Reproductor',
  play: 'Reproducir',
  pause: 'Pausa',
  next: (title) => (title ? `Siguiente: ${title}` : 'Siguiente'),
  previous: 'Anterior',
  shuffle: 'Orden aleatorio',
  repeat: { off: 'Repetir: no', all: 'Repetir: todas', one: 'Repetir: esta canción' },
  position: 'Posición en la canción',
  at: (now, all) => `${now} de ${all}`,
  failed: 'Esta canción no se puede reproducir aquí.',
  stop: 'Parar y cerrar el reproductor',
  volume: 'Volumen',
  mute: 'Silenciar',
  unmute: 'Activar el sonido',
  queue: 'Lo que suena después',
  queueTitle: 'Cola',
  queueOf: songs,
  jump: (title, artist) => `Reproducir ${title}${artist ? ` de ${artist}` : ''}`,
  remove: (title) => `Quitar ${title} de la cola`,
  close: 'Cerrar la cola',
  keys: [
    ['Espacio', 'reproducir y pausar'],
    ['Mayús N', 'siguiente'],
    ['Mayús P', 'anterior'],
    ['Mayús ←→', '10 segundos'],
    ['Mayús M', 'silenciar'],
  ],
};

export const corrections: Catalogue['corrections'] = {
  itIs: 'Corregir el género',
  title: (title) => `${title} es …`,
  titleOfMany: (count) => plural(count, { one: 'Esta canción es …', other: 'Estas # canciones son …' }),
  change: (title, genre) => `${title}: ${genre}. Di qué es.`,
  filter: 'Un género, también uno tuyo',
  genres: 'Géneros',
  own: (name) => `«${name}», un género tuyo`,
  none: 'Ninguno de estos',
  forget: 'Retirar lo que dijiste',
  close: 'Cerrar',
  you: 'lo dices tú',
  neighbours: (count) => `como ${songs(count)} que nombraste`,
  neighboursShort: (count) => `como ${songs(count)}`,
  saying: 'Guardándolo',
  said: (what, genre) => `${what}: ${genre}.`,
  saidNone: (what) => `${what}: ninguno de estos.`,
  forgotten: (what) => `${what}: como se oyó.`,
  many: songs,
  neighboursToo: (count) =>
    plural(count, { one: '# canción parecida la sigue.', other: '# canciones parecidas la siguen.' }),
  inLibrary: 'Tu biblioteca ya lo sabe.',
  inBrowser: 'Guardado en este navegador.',
  undo: 'Deshacer',
  undone: 'Retirado.',
  dismiss: 'Cerrar',
};

export const search: Catalogue['search'] = {
  page: (title) =>
    `Un enlace de ${title} lleva a una página, no a un archivo de sonido. Busca la canción por su nombre o usa el propio archivo.`,
  label: 'Buscar una canción por nombre o dirección',
  placeholder: 'Escribe el nombre de una canción, o pega una dirección',
  clear: 'Vaciar',
  found: 'Canciones encontradas',
  searching: 'Buscando',
  count: (count) => plural(count, { one: '# canción encontrada.', other: '# canciones encontradas.' }),
  nothing: 'No se encontró nada. Prueba con menos palabras, o con el nombre del artista.',
  noneAnswered: 'Ninguna fuente respondió, así que no se buscó nada.',
  refused:
    'Esta dirección no se descarga: las canciones vienen de direcciones públicas que empiezan por http o https.',
  unreachable: 'El servidor no respondió. Para buscar hacen falta él e internet.',
  offline:
    'Estás sin conexión, y para buscar hace falta internet. Sigue solo cuando vuelvas; mientras tanto pueden escucharse canciones de este dispositivo.',
  address: 'Una canción en esta dirección',
  preview: (name) => `Reproducir ${name}`,
  stop: (name) => `Parar ${name}`,
  tracks: 'Pistas',
  tracksOf: (name) => `Pistas de ${name}`,
  analyze: 'Analizar',
  analyzeNamed: (name) => `Analizar ${name}`,
  fetching: 'Descargando',
  extent: { preview: 'fragmento de 30 s', full: 'canción entera' },
  unplayable: 'Este navegador no puede reproducirla. Aun así se puede analizar.',
  sources: 'Dónde se busca',
  on: 'sí',
  off: 'no',
  terms: 'Condiciones',
  privacy: 'Lo que escribes lo envía este servidor a las fuentes activadas.',
  heardPreview: 'Escuchado: un fragmento de 30 s.',
  from: (source) => `Abrir en ${source}`,
};

export const history: Catalogue['history'] = {
  title: 'Escuchado antes',
  kept: (count, days) =>
    `Guardado solo en este navegador: las últimas ${songs(count)}, durante ${days} días. Solo respuestas, sin sonido.`,
  clear: 'Olvidar todo',
  forget: (name) => `Olvidar ${name}`,
  forgotten: (count) => plural(count, { one: '# canción olvidada.', other: '# canciones olvidadas.' }),
  undo: 'Deshacer',
  more: (count) => `Mostrar ${number(count)} más`,
  when: (at) => dateText(at, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' }),
  shared: 'Una respuesta sin su canción: está entera en la dirección, y nada de ella se envió.',
  heardBy: (model) => `Escuchado por ${model}`,
  said: 'Lo dijo un oyente',
  saveSaid: 'Guardar lo que dijiste',
  own: 'Escuchar una canción tuya',
  copy: 'Copiar la dirección',
  broken: 'En esta dirección no hay ninguna respuesta',
  brokenLead: 'Quizá se cortó por el camino. Pídela otra vez, o escucha una canción tuya.',
};

export const microphone: Catalogue['microphone'] = {
  title: { asking: '¿Puedo escuchar?', recording: 'Escuchando contigo' },
  asking:
    'Tu navegador pregunta si esta página puede usar el micrófono. No se graba nada antes de que digas que sí.',
  hint: {
    browser: 'Acércalo a la música. Lo que oye se queda en este dispositivo.',
    server: 'Acércalo a la música. Lo que oye se escucha en este servidor y se borra.',
  },
  soFar: 'Hasta ahora:',
  firstAnswer: 'La primera respuesta llega a los pocos segundos.',
  silent: 'No llega nada. ¿Está silenciado el micrófono, o la música muy baja?',
  left: 'segundos restantes',
  level: 'Nivel del micrófono',
  finish: 'Decir el género',
  finishFrom: (seconds) => plural(seconds, { one: '# segundo más', other: '# segundos más' }),
  cancel: 'Cancelar',
  close: 'Cerrar',
  again: 'Intentar otra vez',
  started: 'Grabando. 10 segundos bastan, 30 son el máximo.',
  enough: 'Ya basta para saberlo. Termina cuando quieras.',
  error: {
    denied: {
      title: 'El micrófono está bloqueado',
      detail:
        'No se permitió a esta página usarlo. Permítelo junto a la dirección, o en los ajustes de tu navegador, e inténtalo otra vez.',
    },
    missing: {
      title: 'No se encontró ningún micrófono',
      detail: 'Conecta uno, o enciéndelo, e inténtalo otra vez. Una canción en un archivo no lo necesita.',
    },
    insecure: {
      title: 'No con esta conexión',
      detail:
        'Los navegadores solo prestan el micrófono a páginas con https, o de esta misma máquina. Pide a quien administra este servidor una dirección https.',
    },
    broken: {
      title: 'El micrófono no arrancó',
      detail: 'Quizá lo usa otro programa. Ciérralo e inténtalo otra vez.',
    },
  },
};
