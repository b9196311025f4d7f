import type { Postcode } from '../../locale.ts';

/** Eircode (An Post, Eircode Address Database): routing key, and four of letters and digits, some of each. */
export const eircode: Postcode = {
  shape:
    /(?<![\p{L}\p{N}])(?:d6w|[ac-fhknprtv-y]\d{2})[ -]?(?=[0-9]{0,3}[a-z])(?=[a-z]{0,3}\d)[0-9ac-fhknprtv-y]{4}(?![\p{L}\p{N}])/giu,
  mixed: true,
};
