import type { Phrasebook } from './phrasebook.ts';

export const spanish: Phrasebook = {
  words: {
    familia: ['mamá', 'papá', 'hermana', 'abuela', 'tía'],
    amor: ['novio', 'novia', 'ex', 'esposo'],
    tiempo: ['dos semanas', 'un mes', 'varios días', 'tres meses'],
    hora: ['las 3', 'las 4 de la mañana', 'las 2 y media'],
    calma: ['escuchar música', 'dibujar', 'salir a caminar', 'cocinar', 'escribir un rato'],
  },
  themes: [
    {
      opening: ['hola hay alguien', 'me siento muy sola', 'nunca he escrito aqui, no se q decir'],
      going: [
        'no conozco a nadie en esta ciudad',
        'llevo {tiempo} sin hablar con nadie',
        'mi {familia} esta lejos',
        'los fines de semana son lo peor 😔',
        'no quiero molestar',
        'todos tienen a alguien menos yo',
        'en la escuela me siento aparte x mi acento',
      ],
      support: [
        'Sentirse así lejos de casa es muy duro.',
        'No molestas. Me alegra que escribieras.',
        '¿Con quién te sentías cerca antes?',
      ],
    },
    {
      opening: ['mi {amor} me dejo', 'se acabo y no se q hacer', 'hola, terminamos ayer'],
      going: [
        'sigo leyendo los mensajes viejos',
        'no he comido bien en {tiempo}',
        'mi {familia} dice q ya se me va a pasar',
        'todo me recuerda 💔',
        'me siento tonta por confiar',
        'ya subio fotos con otra persona',
      ],
      support: [
        'Claro que duele, era parte de tu vida.',
        'Querer a alguien no es de tontos.',
        '¿Cómo son tus noches ahora?',
      ],
    },
    {
      opening: ['no puedo dormir', 'son {hora} y sigo despierta', 'tengo examenes y no puedo respirar'],
      going: [
        'mi cabeza no para',
        'si repruebo pierdo la beca',
        'mi {familia} trabaja tanto para q yo estudie',
        'llevo asi {tiempo}',
        'en la noche todo pesa mas',
        'leo la misma pagina 10 veces jaja',
        'mañana tengo q trabajar doble',
      ],
      support: [
        'De noche todo parece más pesado. Aquí estoy.',
        '¿Probamos respirar despacio juntos?',
        'Un examen no dice quién eres.',
      ],
    },
    {
      opening: ['murio mi abuela hace {tiempo}', 'la extraño mucho', 'es el primer cumpleaños sin el'],
      going: [
        'todavia marco su numero',
        'no pude llorar en el funeral',
        'nadie dice su nombre 🕊️',
        'encontre su sueter',
        'dicen q el tiempo cura, no se',
        'cocinaba los domingos para todos',
      ],
      support: [
        'Lo siento mucho. Extrañar no tiene horario.',
        '¿Quieres contarme de esa persona?',
        'Ese cariño sigue ahí.',
      ],
    },
  ],
  greetings: [
    'Hola, soy {responder}, voluntaria. Gracias por escribir. ¿Qué te pasa hoy?',
    'Hola, me alegra que escribieras. Cuéntame con calma.',
    'Hola {texter}, aquí estoy para escucharte.',
  ],
  listening: [
    'Te escucho.',
    'Gracias por confiar en mí.',
    'Suena muy difícil.',
    '¿Desde cuándo te sientes así?',
    'Tómate tu tiempo.',
    'Tiene sentido que te sientas así, {texter}.',
    '¿Qué te ayuda, aunque sea un poco?',
    '¿Quién más lo sabe?',
  ],
  closing: [
    '¿Qué tal {calma} y después descansar?',
    '¿Cómo te sientes ahora comparado con el inicio?',
    'Puedes escribirnos cuando quieras, {texter}.',
  ],
  thanks: ['gracias por escucharme 💙', 'ok voy a intentar {calma}', 'me siento un poco mejor', 'gracias de verdad'],
  farewells: ['Cuídate mucho. 💙', 'Aquí estamos siempre que nos necesites.', 'Buenas noches.'],
  tells: {
    person: [
      'soy {name}',
      'me llamo {name}',
      'mi hermana {other} no sabe nada',
      'mi amiga {other} me dio este numero',
      'mi novio {other} no entiende',
    ],
    phone: ['mi numero es {phone}', 'me pueden llamar al {phone}', 'el cel de mi mama es {phone}'],
    email: ['mi correo es {email}', 'me lo mandas a {email}?', 'escribeme a {email}'],
    username: ['mi insta es @{handle}', 'mi snap es {handle}'],
    address: ['vivo en {address}', 'estoy en {address} ahorita', 'la casa de mi tia esta en {address}'],
    birth: ['naci el {birth}', 'mi cumpleaños es {birth}'],
    url: ['mira lo que pusieron {url}', 'lo escribi aqui {url}'],
    ssn: ['mi seguro social es {ssn}', 'me pidieron el seguro {ssn} y lo di'],
    card: ['usaron mi tarjeta {card} y me quede sin renta', 'mi tarjeta es {card}'],
  },
  summaries: [
    'Habla de soledad. Plan: {calma}.',
    '{texter} extraña a su familia; llamará a {other} mañana.',
    'Conversación corta, se fue a dormir.',
  ],
  comments: [
    'me ayudo mucho gracias',
    'muy amable la persona 💙',
    'me pueden escribir a {email}',
    'soy {name}, gracias de nuevo',
  ],
};
