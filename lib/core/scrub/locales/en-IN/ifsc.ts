import type { Identifier } from '../../locale.ts';
import { pattern } from '../../pattern.ts';

/** Indian Financial System Code: bank, 0, branch (Reserve Bank of India). */
export const ifsc: Identifier = {
  digits: 1,
  find: pattern('BANK', 0.9, /(?<![\p{L}\p{N}])[a-z]{4}0(?=[a-z]{0,5}\d)[a-z0-9]{6}(?![\p{L}\p{N}])/giu),
};

/** Virtual payment address: a name at a bank or an app (National Payments Corporation of India, UPI). */
const address = pattern(
  'BANK',
  0.97,
  /(?<![\w.@-])[\w.-]{2,40}@(?:ok(?:axis|hdfcbank|icici|sbi)|ybl|ibl|axl|apl|upi|paytm|ptyes|ptsbi|pthdfc|ptaxis|sbi|icici|hdfcbank|axisbank|yapl|waicici|wahdfcbank|jupiteraxis|fam|ikwik|freecharge)(?![\w.])/gi,
);

export const upi: Identifier = {
  digits: 0,
  find: text => (text.includes('@') ? address(text) : []),
};
