import type { Postcode } from '../../locale.ts';

/** Areas (Royal Mail, Programmers' Guide to the Postcode Address File): `gr8 2be` is none. */
const areas =
  'ab al bn? ba bb bd bh bl br bs bt ca cb cf ch cm co cr ct cv cw da dd de dg dh dl dn dt dy e ec eh en ex fk fy gl? gu gy ha hd hg hp hr hs hu hx ig im ip iv je ka kt kw ky l la ld le ll ln ls lu m me mk ml n ne ng nn np nr nw ol ox pa pe ph pl po pr rg rh rm s sa se sg sk sl sm sn so sp sr ss st sw sy ta td tf tn tq tr ts tw ub w wa wc wd wf wn wr ws wv yo ze zz'
    .split(' ')
    .join('|');

/** Postcodes in any case, the space left out or not. */
export const postcode: Postcode = {
  shape: new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${areas})(?:\\d{1,2}|\\d[a-hjkpstuvwxy])[ -]{0,2}\\d[abd-hjlnp-uw-z]{2}(?![\\p{L}\\p{N}])`,
    'giu',
  ),
  mixed: true,
  accept: found => !/ (?:1st|2nd|3rd)$/.test(found),
};
