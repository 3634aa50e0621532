/** Spanish of the explanation. */
import type { Catalogue } from '../catalogue.ts';
import { number } from '../language.ts';

export const how: Catalogue['how'] = {
  title: 'Cómo una canción se convierte en un género',
  lead: 'Mueve la aguja y la siguen todos los dibujos de abajo. Todo se calcula en esta página, con el mismo código que escucha tus canciones.',
  tune: 'Una melodía hecha para esta página',
  busy: 'Escuchando',
  failed: (message) => `Esa canción no se pudo usar. ${message}`,
  needle: {
    label: 'Aguja',
    at: (seconds) => `${seconds.replace('.', ',')} s`,
    play: 'Reproducir desde la aguja',
    stop: 'Parar',
    own: 'Usar tu canción',
    reset: 'Volver a la melodía',
  },
  wave: {
    title: 'El sonido es una sola línea',
    text: 'La presión del aire, 22.050 veces por segundo. Nada en la línea dice aún «guitarra». Los modelos oyen medio minuto cada vez; aquí hay unos diez segundos.',
    picture: 'Todo el sonido como onda, con la aguja encima',
  },
  window: {
    title: 'Un momento, recortado con suavidad',
    text: 'La altura de un tono necesita algo de tiempo: 2.048 muestras, 93 milésimas de segundo. Cortado en seco, los bordes sonarían como chasquidos. Por eso una ventana hace entrar y salir el momento poco a poco, y el siguiente empieza antes de que este acabe.',
    hard: 'En seco',
    soft: 'Con ventana',
    choice: 'Cómo se recorta el momento',
    picture: 'Las muestras del momento bajo la aguja',
  },
  spectrum: {
    title: 'Qué tonos hay dentro',
    text: 'La transformada de Fourier pregunta a 1.025 tonos puros, uno tras otro: ¿cuánto de ti hay en este momento? Los graves a la izquierda, los agudos a la derecha.',
    loudest: (hertz, note) => `El más fuerte: ${number(hertz)} Hz, cerca de ${note}`,
    silent: 'Aquí no se oye nada',
    picture: 'El espectro del momento',
  },
  mel: {
    title: 'El oído cuenta de otra manera',
    text: 'De 200 a 400 Hz hay una octava; de 8.000 a 8.200 Hz, apenas una diferencia. La escala mel da a los graves muchas bandas estrechas y a los agudos pocas y anchas. Momento a momento, sus niveles forman una imagen del sonido, y esa imagen es lo que mira una red de imágenes.',
    moment: 'Niveles de 64 bandas mel bajo la aguja',
    picture: 'Espectrograma mel: el tiempo de izquierda a derecha, la altura de abajo arriba',
  },
  mfcc: {
    title: 'El color del sonido en unos pocos números',
    text: 'Una transformada del coseno ordena la forma de esos niveles por su detalle: primero las curvas amplias, al final los rizos finos. Con una docena de estos MFCC tienes el timbre sin las notas. Con más, las notas vuelven.',
    kept: 'Coeficientes conservados',
    picture: (kept) => `Niveles mel, y lo que ${number(kept)} coeficientes dicen de ellos`,
  },
  harmony: {
    title: 'Qué notas, sea cual sea la octava',
    text: 'El croma suma todas las octavas de cada una de las doce notas. El tonnetz coloca su mezcla en tres círculos: quintas, terceras menores y terceras mayores. Un cambio de acorde es un salto; un acorde mantenido se queda quieto.',
    chroma: (notes) => `Notas más fuertes: ${notes}`,
    tonnetz: 'El momento en los círculos de quintas, terceras menores y terceras mayores',
    circles: ['Quintas', '3.ªs menores', '3.ªs mayores'],
  },
  shape: {
    title: 'Claro u oscuro, ancho o estrecho',
    text: 'Cuatro números sobre un momento. El centroide es donde el espectro está en equilibrio; el ancho de banda, cuánto se extiende; por debajo del rolloff queda el 85 % de él. Los cruces por cero cuentan cuántas veces cambia la onda de signo: pocas en un bajo, muchas en un platillo.',
    centroid: 'Centroide',
    bandwidth: 'Ancho de banda',
    rolloff: 'Rolloff',
    crossings: 'Cruces por cero',
    picture: 'Centroide y rolloff a lo largo del sonido',
  },
  parts: {
    title: 'Lo que suena y lo que golpea',
    text: 'En un espectrograma, las notas mantenidas son líneas horizontales y los golpes, verticales. Las medianas en cada dirección los separan. Escucha los dos.',
    harmonic: 'Lo que suena',
    percussive: 'Lo que golpea',
    play: (part) => `Reproducir ${part.toLowerCase()}`,
  },
  tempo: {
    title: 'Dónde marca el pie',
    text: 'Cada vez que muchas bandas suben a la vez, algo empieza. La distancia a la que se repiten esos comienzos es el tempo; los pulsos son la cadena de comienzos que lo mantiene.',
    bpm: 'pulsos por minuto',
    picture: (bpm, beats) => `Fuerza de los comienzos, con ${beats} pulsos a ${bpm} por minuto`,
  },
  knn: {
    title: 'Pregunta a los vecinos',
    text: 'El modelo más sencillo no aprende nada: guarda todas las canciones. Aquí cada punto es un trozo de una canción y su color, el género. Mueve tu canción con el dedo, el ratón o las flechas; los trozos más cercanos votan.',
    song: 'Tu canción',
    k: 'Vecinos preguntados',
    picture: (x, y) => `En ${x}, ${y}`,
    votes: (parts) => `Votos: ${parts}`,
  },
  networks: {
    title: 'O aprende lo que importa',
    text: 'Las redes dan un peso a lo que oyen, y cambian los pesos hasta que sus respuestas en canciones conocidas mejoran.',
    list: [
      {
        name: 'Densa',
        text: 'Mira una lista de números sobre toda la canción, como las medias de todo lo anterior. Cada número se cruza con todos los demás. Pequeña y rápida; sorda al orden.',
      },
      {
        name: 'LSTM',
        text: 'Lee los MFCC momento a momento y lleva consigo una memoria. Oye el orden, olvida despacio, aprende despacio.',
      },
      {
        name: 'CNN',
        text: 'Desliza pequeños patrones sobre la imagen mel: un ataque, un acorde, un groove, estén donde estén. Necesita muchas canciones, o se aprende las grabaciones de memoria.',
      },
      {
        name: 'Un oído entrenado',
        text: 'Dos redes ajenas que aprendieron de 200.000 canciones cómo las llaman quienes las escuchan: «mellow», «guitar», «80s». Su impresión de tu canción se compara con sus impresiones de canciones de género conocido. Así lo hace el modelo habitual de Tonearm, junto con medidas propias; lo que distingue los géneros cuenta más.',
      },
    ],
  },
  leak: {
    title: 'Cómo engañarse a uno mismo',
    text: 'Un modelo vale lo que acierta en canciones que nunca ha oído. Si primero cortas las canciones y luego repartes los trozos, casi cada trozo de prueba tiene un hermano entre los aprendidos. Pruébalo: los mismos puntos, el mismo modelo, otro reparto.',
    choice: 'Qué se reparte',
    pieces: 'Trozos',
    songs: 'Canciones',
    right: 'aciertos',
    learned: 'aprendidos',
    tested: 'probados',
    said: {
      pieces:
        'Se ve espléndido, y es memoria: el vecino más cercano de un trozo es el siguiente trozo de la misma canción. El sobreajuste se ve exactamente así.',
      songs:
        'Mucho menos, y es la verdad: esto es lo que obtendrían tus propias canciones. Con los artistas pasa lo mismo; por eso Tonearm reparte por artista.',
    },
    picture: 'La colección, repartida para una prueba',
  },
  description: {
    title: 'Más allá del género',
    text: 'El mismo oído dice también qué transmite una canción. Para el ánimo bastan dos preguntas: ¿la llamarían positiva quienes la escuchan, y la llamarían agitada? Si las respuestas quedan cerca del centro, Tonearm dice «difícil de decir».',
    valence: 'Positiva',
    arousal: 'Agitada',
    moods: {
      excited: { positive: 'alegre', negative: 'tensa' },
      relaxed: { positive: 'tranquila', negative: 'triste' },
    },
    feels: (mood) => `Una canción así se llama ${mood}.`,
    hardToSay: 'De una canción así es difícil decirlo.',
    picture: 'Una canción entre triste y alegre, tranquila y tensa',
    way: {
      title: 'El camino de tu canción',
      text: 'Una canción se lee una sola vez, y todo se oye por el camino: tres medios minutos de ella, o la canción entera si lo pides. Es el mismo código en el servidor y en esta pestaña, así que las respuestas son las mismas, y no se guarda nada de la canción.',
      list: [
        {
          part: 'Al descodificarla',
          of: 'se miden la sonoridad y el pico más alto, de todos sus canales.',
        },
        {
          part: 'De cada medio minuto',
          of: 'la impresión del oído dice el género, el ánimo, las palabras y la voz; dónde empieza a sonar algo dice el tempo; sus notas, en la medida en que destacan, dicen la tonalidad.',
        },
        {
          part: 'Al final',
          of: 'se promedian las respuestas de los medios minutos, y cuentan más los que tienen más sonido; la energía sale de la agitación y de lo poco que destacan los picos.',
        },
      ],
    },
    right: {
      title: 'Con qué frecuencia acierta',
      text: 'Medido en canciones de artistas de los que no había aprendido, frente a lo que personas marcaron, anotaron o dijeron. «±» es cuánto se separan tres intentos con otros repartos. Cada respuesta lleva su propia confianza; lo que es demasiado inseguro no se dice.',
      list: [
        {
          part: 'Tempo',
          figure: '76,9 ± 0,8 %',
          of: 'con un margen del 4 % en 456 canciones marcadas; si valen la mitad, el doble y los tercios, 92,3 %. Programas conocidos llegan al 61 y al 64 %.',
        },
        {
          part: 'Tonalidad',
          figure: '72,3 ± 0,6 %',
          of: 'de 357 canciones exactamente; un programa conocido, 61 %.',
        },
        {
          part: 'Ánimo',
          figure: '71,4 ± 0,7 %',
          of: 'de 325 canciones en el cuadrante correcto de cuatro; 79 % de aquellas en que no dice «difícil de decir».',
        },
        {
          part: 'Agitada o relajada',
          figure: '90,3 ± 1,0 %',
          of: 'de 325 canciones; positiva o negativa, 78,4 ± 0,8 %.',
        },
        {
          part: 'Palabras',
          figure: '6 de 10',
          of: 'o más: las palabras que aciertan menos en canciones etiquetadas por oyentes no se muestran.',
        },
        {
          part: 'Voz',
          figure: '94.6 %',
          of: 'de 617 canciones, con un sustituto: la clásica cuenta como sin voz; hip-hop, country y pop, como con voz.',
        },
        {
          part: 'Sonoridad',
          figure: '0,1 LU',
          of: 'como mucho respecto a las señales de prueba de la norma, EBU R 128.',
        },
        {
          part: 'Energía',
          figure: 'una definición',
          of: 'la agitación y lo denso que es el sonido; nadie la anotó.',
        },
      ],
    },
  },
  sure: {
    title: 'Cómo leer «78 %»',
    text: 'Antes de publicar un modelo, su confianza se compara con lo que acertó en canciones de las que no había aprendido, y se corrige. Así, un porcentaje promete algo sobre muchas respuestas, y nada sobre una sola.',
    says: 'Dice',
    claim: (right) =>
      `De cien respuestas así, unas ${number(right)} son correctas y ${number(100 - right)} no.`,
    unsure:
      'Tan poco que Tonearm no nombra ningún género: dice «no es seguro» y muestra la clasificación. Dónde empieza eso se mide para cada modelo.',
    picture: (right) => `${number(right)} de 100 puntos llenos`,
    next: 'Ver lo que vale cada modelo',
  },
};
