/** The digits of a text. */
export const digitsOf = (text: string): string => text.replaceAll(/\D/g, '');

/** Luhn's check (ISO/IEC 7812-1, annex B). */
export const luhn = (digits: string): boolean => {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    let digit = digits.charCodeAt(digits.length - 1 - i) - 48;
    if (i % 2 === 1) {
      digit *= 2;
      if (digit > 9) digit -= 9;
    }
    sum += digit;
  }
  return sum % 10 === 0;
};

/** ISO 7064 MOD 97-10 over letters and digits, as ISO 13616 uses it for IBANs. */
export const mod97 = (text: string): number => {
  let rest = 0;
  for (const c of text) {
    const value = Number.parseInt(c, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
};

const dihedral = [
  '0123456789',
  '1234067895',
  '2340178956',
  '3401289567',
  '4012395678',
  '5987604321',
  '6598710432',
  '7659821043',
  '8765932104',
  '9876543210',
] as const;
const permutation = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
] as const;

/** Verhoeff's check (J. Verhoeff, Error Detecting Decimal Codes, 1969), used by Aadhaar. */
export const verhoeff = (digits: string): boolean => {
  let check = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    check = Number(dihedral[check]![Number(permutation[i % 8]![digit])]);
  }
  return check === 0;
};

/** Modulus 11 with weights 10 to 2 (NHS Data Dictionary, NHS number). */
export const nhsCheck = (digits: string): boolean => {
  let sum = 0;
  for (let i = 0; i < 9; i++) sum += Number(digits[i]) * (10 - i);
  const check = (11 - (sum % 11)) % 11;
  return check === Number(digits[9]);
};
