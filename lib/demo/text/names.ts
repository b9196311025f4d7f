/** Given names, family names and streets that the demo draws from: common ones, of nobody in particular. */
export const givenNames: Readonly<Record<'us' | 'es' | 'gb', readonly string[]>> = {
  us: 'Jessica Emily Ashley Michael Brandon Tyler Megan Rachel Hannah Kayla Aaliyah Jasmine Marcus DeShawn Ethan Noah Olivia Madison Brianna Kevin Jason Daniel Zoë Chloé Priya Mei Andre Caleb Lauren Samantha'.split(
    ' ',
  ),
  es: 'María José Sofía Valentina Camila Lucía Alejandra Daniela Andrés Diego Mateo Javier Carlos Miguel Ximena Fernanda Rocío Guadalupe Héctor Raúl'.split(
    ' ',
  ),
  gb: 'Callum Liam Niamh Siân Harry Oliver Amelia Freya Imogen Poppy Gareth Rhys Ewan Isla Alfie Gemma Stuart Fiona Nathan Bethany'.split(
    ' ',
  ),
};

export const familyNames: readonly string[] =
  'Johnson Williams Miller Davis Anderson Thompson Martinez Hernandez Nguyen Patel Robinson Walker Hughes Murphy Kowalski García Núñez Okafor Schmidt Larsen'.split(
    ' ',
  );

export const streets: Readonly<Record<'us' | 'gb', readonly string[]>> = {
  us: [
    'oak street',
    'maple avenue',
    'Cedar Ln',
    'elm st',
    'Washington Blvd',
    'lakeview drive',
    'sunset rd',
    'Highland Ave',
    'pine court',
    '2nd street',
  ],
  gb: ['mill lane', 'church road', 'Station Road', 'victoria street', 'Park Avenue', 'queens drive', 'kingsway court'],
};

/** Area codes in use, in front of 555-01XX, which is kept for fiction (North American Numbering Plan). */
export const areaCodes: readonly string[] = [
  '212',
  '312',
  '415',
  '617',
  '305',
  '713',
  '206',
  '404',
  '602',
  '503',
  '702',
  '919',
];
