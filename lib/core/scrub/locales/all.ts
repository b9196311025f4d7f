import type { Locale } from '../locale.ts';
import type { ScrubLocale } from '../locales.ts';
import { enAU } from './en-AU/index.ts';
import { enCA } from './en-CA/index.ts';
import { enGB } from './en-GB/index.ts';
import { enIE } from './en-IE/index.ts';
import { enIN } from './en-IN/index.ts';
import { enUS } from './en-US/index.ts';
import { esMX } from './es-MX/index.ts';
import { esUS } from './es-US/index.ts';
import { frCA } from './fr-CA/index.ts';
import { frFR } from './fr-FR/index.ts';

/** Every locale by its tag. */
export const allLocales: Readonly<Record<ScrubLocale, Locale>> = {
  'en-US': enUS,
  'en-GB': enGB,
  'en-IE': enIE,
  'en-CA': enCA,
  'en-AU': enAU,
  'en-IN': enIN,
  'es-US': esUS,
  'es-MX': esMX,
  'fr-CA': frCA,
  'fr-FR': frFR,
};
