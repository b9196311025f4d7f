import type { Postcode } from '../../locale.ts';
import { placeNames } from '../../placeNames.ts';

const cities =
  placeNames(`nsw vic qld victoria queensland tasmania sydney melbourne brisbane perth adelaide canberra hobart darwin newcastle geelong wollongong cairns townsville toowoomba
  ballarat bendigo launceston parramatta penrith gold_coast sunshine_coast fremantle richmond footscray st_kilda bondi`);

/** Postcode (Australia Post): four digits behind a state or a large city. */
export const postcode: Postcode = {
  shape: /(?<![\p{L}\p{N}$£€₹#.,:/-])(?:0[289]|[1-9]\d)\d{2}(?![\p{L}\p{N}%-]|[.,:/]\d)/gu,
  mixed: false,
  run: 4,
  behindPlace: cities,
  beforePlace: cities,
  before: [
    /(?<!\p{L})(?:NSW|VIC|Vic|QLD|Qld|SA|WA|TAS|Tas|NT|ACT)\.?,?\s{1,2}$/u,
    /,\s{0,2}(?:sa|wa|nt|act|tas)\.?,?\s{1,2}$/i,
  ],
  accept: found => !/^(?:19[5-9]|20[12])\d$/.test(found),
};

/** New South Wales has the postcodes that read like years: they need the state. */
export const sydneyPostcode: Postcode = {
  shape: /(?<![\p{L}\p{N}$£€₹#.,:/-])20[0-4]\d(?![\p{L}\p{N}%-]|[.,:/]\d)/gu,
  mixed: false,
  run: 4,
  before: [/(?<!\p{L})(?:nsw|act)\.?,?\s{1,2}$/iu],
};
