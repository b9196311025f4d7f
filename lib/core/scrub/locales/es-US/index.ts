import type { Locale } from '../../locale.ts';
import { enUS } from '../en-US/index.ts';
import { spanishAddress } from '../es-MX/address.ts';

/** The country of en-US, the language of es-MX. */
export const esUS: Locale = { ...enUS, tag: 'es-US', language: 'es', addresses: [...enUS.addresses, spanishAddress] };
