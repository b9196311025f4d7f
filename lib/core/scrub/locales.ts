/** BCP 47 tags whose identifiers the scrubber knows. Another one would scrub less than its contract promises. */
export const scrubLocales = [
  'en-US',
  'en-GB',
  'en-IE',
  'en-CA',
  'en-AU',
  'en-IN',
  'es-US',
  'es-MX',
  'fr-CA',
  'fr-FR',
] as const;

export type ScrubLocale = (typeof scrubLocales)[number];
