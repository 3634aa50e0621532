/** Spanish of the pages about Tonearm, its models and its server. */
import type { Catalogue } from '../catalogue.ts';
import { number } from '../language.ts';
import { plural } from '../plural.ts';

const songs = (count: number) => plural(count, { one: '# canción', other: '# canciones' });

export const about: Catalogue['about'] = {
  title: 'Escucha, y puede decir «no es seguro»',
  lead: 'Tonearm oye una canción y dice su género, con una confianza que va en serio: de cien respuestas dadas con un 80 %, unas ochenta son correctas.',
  parts: [
    {
      title: 'Qué pasa con tu canción',
      text: 'En el servidor: se envía, se escucha y se borra antes de que leas la respuesta; no se guarda nada de ella. En este navegador: nunca sale de tu dispositivo. En ambos casos escucha el mismo código con el mismo modelo.',
      textAlone: 'Se escucha en este navegador: nunca sale de tu dispositivo.',
    },
    {
      title: 'Qué pueden decir diez géneros y qué no',
      text: 'Blues, clásica, country, disco, hip-hop, jazz, metal, pop, reggae, rock: los diez de la colección más conocida del campo. Mucha música no es ninguno de ellos, o es dos a la vez. Entonces la respuesta honesta es «ninguno de estos», o una clasificación, y eso es lo que recibes.',
    },
    {
      title: 'Para qué no debe usarse',
      text: 'Para decidir cuánto cobra un artista, dónde se clasifica o qué se le permite. Aprendió de unos mil fragmentos, la mayoría occidentales y anteriores al año 2000, y acierta unas ocho veces de cada diez con artistas que nunca ha oído.',
    },
    {
      title: 'De quién es el oído',
      text: 'Empieza con MSD_musicnn y MSD_vgg, de Jordi Pons (licencia ISC), dos redes que aprendieron las etiquetas que los oyentes pusieron a unas 200.000 canciones. Lo que compara tu canción con canciones de género conocido se aprendió aquí.',
    },
    {
      title: 'Cuatro puertas a una respuesta',
      text: 'Esta página, una línea de comandos, una interfaz HTTP y una biblioteca de TypeScript comparten el código desde el primer byte hasta la última cifra.',
    },
  ],
  commands: {
    title: 'Sin una página',
    list: ['npx tonearm classify song.mp3', 'npx tonearm classify ~/Music --json', 'npx tonearm serve'],
  },
  links: {
    how: 'Cómo funciona',
    models: 'Lo que vale',
    api: 'Documentación de la API',
    health: 'Estado de este servidor',
    notices: 'Licencias de lo que lleva dentro',
  },
};

export const models: Catalogue['models'] = {
  told: {
    'Two pretrained networks and columns of timbre, rhythm and texture, compared with songs of known genre.':
      'Dos redes preentrenadas y columnas de timbre, ritmo y textura, comparadas con canciones de género conocido.',
    'The nearest songs by mean and covariance of MFCC vote, the nearer the more.':
      'Votan las canciones más cercanas por media y covarianza de los MFCC, y cuanto más cerca, más cuenta su voto.',
  },
  title: 'Lo que vale',
  lead: 'Cada cifra dice qué se midió, en cuántas canciones y cómo se repartieron. Las canciones de un artista del que se aprendió nunca se usan para probar: un modelo que conoce al artista lo tiene fácil.',
  loading: 'Preguntando al servidor por sus modelos',
  unreachable: 'El servidor no respondió. Allí está la lista de modelos.',
  none: 'Este servidor no tiene ningún modelo. Entrena uno con «tonearm train» y ponlo en su carpeta de modelos.',
  retry: 'Intentarlo otra vez',
  isDefault: 'Escucha si no se elige otro',
  own: {
    badge: 'Hecho de tu biblioteca',
    title: 'Un modelo propio',
    lead: 'Di qué son tus canciones, o deja que lo digan tus etiquetas, y se hace un modelo que conoce tus géneros. Ves lo bien que le va con artistas que no conoce antes de usarlo.',
    train: 'Aprender de mi biblioteca',
    listen: 'Usarlo en Escuchar',
    listens: 'En uso en Escuchar',
    back: 'Volver al modelo habitual',
    library: 'Usarlo para la biblioteca',
  },
  headline: 'de aciertos',
  headlineOf: (n, data) => `${songs(n)}. ${data}`,
  within: 'más o menos',
  facts: {
    trainedOn: 'Aprendió de',
    hears: 'Oye',
    oneByOne: (seconds) => `trozos de ${number(seconds)}\u00a0s, uno tras otro`,
    windows: (seconds, hop) => `trozos de ${number(seconds)}\u00a0s, uno nuevo cada ${number(hop)}\u00a0s`,
    unsure: 'Dice «no es seguro»',
    confidence: (share) => `cuando está seguro de un género en menos del ${share}`,
    agreement: (share) => `cuando sus probabilidades coinciden en un género en menos del ${share}`,
    overall: (share) =>
      `cuando está seguro de un género en menos del ${share}; que pueda no ser ninguno de ellos cuenta en contra`,
    size: 'Tamaño',
    license: 'Licencia',
  },
  figures: 'Todas las cifras',
  figuresOf: (name) => `Todas las cifras de ${name}`,
  columns: { measure: 'Medida', value: 'Valor', n: 'Canciones', protocol: 'Cómo', data: 'Con qué' },
  measures: {
    accuracy: 'Aciertos',
    'top-3 accuracy': 'Aciertos entre los tres primeros',
    macroF1: 'F1, media de los géneros',
    macroRecall: 'Encontrados, media de los géneros',
    ece: 'La confianza se desvía en',
    claimed: 'Nombra un género en',
    claimsRight: 'Acierta cuando nombra uno',
    unsure: '«No es seguro» ante lo que no es un género conocido',
    outsideRecall: 'Nota la música que no es de un género conocido',
    outsidePrecision: 'Acierta cuando dice «ninguno de estos»',
    outsideAuroc: 'Género conocido o ninguno, según su probabilidad de ninguno (AUROC)',
    auroc: 'Género conocido o no, según su seguridad (AUROC)',
  },
  spreads: {
    deviation: '± es cuánto difieren las repeticiones o las partes.',
    error: '± es el error estándar.',
  },
  splits: { artist: 'por artista', random: 'al azar' },
  protocols: {
    artist: (folds) =>
      `Repartidas en ${number(folds)} partes, cada artista en una sola; cada parte se probó con un modelo que aprendió de las otras.`,
    random: (folds) =>
      `Repartidas en ${number(folds)} partes al azar, así que se aprende y se prueba con los mismos artistas: favorece.`,
    settled: 'Cuándo decir «no es seguro» se fijó sin la parte que se probaba.',
    artistsKnown: (known, all) =>
      `Se conoce el artista de ${number(known)} de ${number(all)} canciones; las demás pueden compartir uno.`,
  },
  download: 'Archivo del modelo (ONNX)',
  confusion: {
    title: 'Qué confunde con qué',
    caption: (n) => `Filas: lo que son ${songs(n)}. Columnas: cómo se las llamó.`,
    most: (pairs) => (pairs.length > 0 ? `Lo que más se confunde: ${pairs.join(', ')}.` : ''),
    pair: (actual, called, share) => `el ${share} de ${actual} se tomó por ${called}`,
    cell: (share, actual, called) => `El ${share} de ${actual} se llamó ${called}`,
    actual: 'Es',
    called: 'Llamado',
  },
  reliability: {
    title: '¿Se puede creer su confianza?',
    caption:
      'Cada punto es una décima parte de las respuestas. Sobre la línea, una respuesta del 70 % acierta siete veces de cada diez; por encima, el modelo es demasiado modesto; por debajo, demasiado atrevido.',
    x: 'Dice',
    y: 'Acierta',
    point: (said, right, n) => `Dice ${said}: acierta ${right} de ${number(n)}`,
  },
  compare: {
    title: 'Por qué otros publican más',
    lead: 'Los mismos tipos de modelo, con la misma colección, obtienen cifras muy distintas según cómo se eligen las canciones de prueba. Las cifras publicadas vienen de repartos que comparten artistas; algunos, hasta trozos de una misma canción.',
    table: 'Cifras publicadas junto a las nuestras',
    system: 'Sistema',
    published: 'Publicado',
    random: 'Al azar, aquí',
    here: 'Por artista, aquí',
    why: 'De dónde viene la diferencia',
    rows: [
      {
        system: 'Canciones más cercanas por MFCC',
        published: '68 a 71 %',
        random: '70,8 %',
        here: '48,0 %',
        why: 'Reparto al azar: de la mayoría de las canciones de prueba, el mismo artista está entre las aprendidas.',
      },
      {
        system: 'Red densa, 57 características',
        published: '70 a 72,5 %',
        random: '70,2 a 72,3 %',
        here: '46,4 a 46,6 %',
        why: 'Reparto al azar. La columna «length» de la tabla conocida, que delata de dónde viene un fragmento, aquí se deja fuera.',
      },
      {
        system: 'Red densa, 498 características',
        published: '68,5 %',
        random: '76,6 %*',
        here: '56,8 %*',
        why: 'Reparto al azar. Cuatro quintas partes de los fragmentos disponibles son de cuatro géneros, lo que aquí lo hace más fácil.',
      },
      {
        system: 'LSTM sobre secuencias de MFCC',
        published: '74 %',
        random: '68,9 %*',
        here: '52,7 %*',
        why: 'Lo habitual es cortar primero las canciones y repartir después: hay trozos de una canción en ambos lados.',
      },
      {
        system: 'CNN sobre MFCC',
        published: '88 %',
        random: '76,6 %*',
        here: '55,9 %*',
        why: 'Como arriba, y una red de este tamaño recuerda bien el sonido de una grabación.',
      },
      {
        system: 'CNN sobre espectrogramas mel',
        published: '75 %',
        random: '79,6 %*',
        here: '65,7 %*',
        why: 'Reparto al azar; trozos de prueba de tres segundos.',
      },
    ],
    note: 'Aquí: cinco particiones de GTZAN sin sus fallos conocidos, 640 fragmentos. * De estos tipos solo se pudieron oír 338 fragmentos, cuatro quintas partes de ellos de blues, clásica, country o metal: no se comparan con las otras filas. El modelo habitual de Tonearm empieza con un oído preentrenado que quizá oyó algunas canciones de GTZAN, con etiquetas de oyentes: «por artista» solo es estrictamente cierto para lo que se aprendió aquí. Las redes aprendieron de uno de cada dos trozos de tres segundos, durante 20 épocas como mucho.',
    ours: 'El modelo habitual de Tonearm',
    oursWhy: (n) =>
      `Medido con ${number(n)} fragmentos, no los mismos que las filas de arriba. Su cifra al azar está aquí para compararla con las otras. No dice nada de tus canciones: cuenta con la que es por artista.`,
    noClaim: 'ninguna',
  },
  unavailable: 'Archivos que este servidor no pudo usar',
};

export const health: Catalogue['health'] = {
  asking: 'Preguntando al servidor',
  title: {
    ok: 'Todo va bien',
    degraded: 'Ningún modelo con que escuchar',
    away: 'El servidor no responde',
    locked: 'El servidor está cerrado',
  },
  lead: {
    ok: (version, span) => `Tonearm ${version} lleva ${span} en marcha.`,
    degraded: (version, span) =>
      `Tonearm ${version} lleva ${span} en marcha, pero no tiene ningún modelo que pueda usar. El registro dice por qué.`,
    locked: 'Pide el código de acceso que mostró al iniciarse. Vuelve a cargar esta página para darlo.',
    away: 'Quizá se detuvo, o se cortó la conexión. Se le pregunta otra vez cada pocos segundos; mientras tanto puede escuchar este navegador.',
  },
  days: (count) => plural(count, { one: '# día', other: '# días' }),
  listeners: {
    title: 'Oyentes',
    resting: (total) => (total === 1 ? 'Descansa.' : 'Todos descansan.'),
    busy: (busy, total) =>
      `${number(busy)} de ${number(total)} ${busy === 1 ? 'escucha' : 'escuchan'} una canción.`,
  },
  queue: {
    title: 'En espera',
    none: 'Nadie espera.',
    room: (count) => `Hay sitio para ${songs(count)}.`,
    full: 'Lleno: a quien llegue ahora se le pide que vuelva más tarde.',
  },
  models: {
    title: 'Modelos',
    byDefault: (name) => `${name} responde si no se pide otro.`,
    none: 'Aquí no se pueden escuchar canciones.',
    unusable: (count) =>
      plural(count, { one: '# archivo no se pudo usar.', other: '# archivos no se pudieron usar.' }),
    open: 'Verlos',
  },
  library: {
    title: 'Biblioteca',
    none: 'Ninguna',
    noneNote: 'Se inició sin carpetas de música.',
    songs: (count) => (count === 1 ? 'canción' : 'canciones'),
    scanning: 'Buscando más.',
    rest: 'No hay ninguna búsqueda en marcha.',
    open: 'Abrirla',
  },
  memory: {
    title: 'Memoria',
    note: 'El propio servidor, sin sus oyentes.',
    megabytes: (bytes) => number(Math.round(bytes / 1e6)),
    unit: 'MB',
  },
  browser: {
    title: 'Este navegador',
    ready: 'Listo',
    readyNote: 'Lo que necesita para escuchar está aquí: puede hacerlo sin conexión.',
    online: 'En línea',
    onlineNote: 'Lo que necesita para escuchar (unos 10 MB) lo descarga la primera vez.',
    offline: 'Sin conexión',
    offlineNote: 'Lo que necesita para escuchar nunca se descargó.',
  },
  asJson: 'Lo mismo para programas',
  api: 'Documentación de la API',
};
