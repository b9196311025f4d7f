import { anyOf, onlyIf, pattern } from '../pattern.ts';

const octet = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)';

/** Eight groups, or fewer with one `::` (RFC 4291, 2.2). */
const isV6 = (text: string): boolean => {
  const halves = text.split('::');
  const groups = halves.flatMap(half => (half === '' ? [] : half.split(':')));
  if (halves.length > 2 || !groups.every(group => /^[0-9a-f]{1,4}$/i.test(group))) return false;
  return halves.length === 2 ? groups.length >= 2 && groups.length < 8 : groups.length === 8;
};

/** IP addresses: four octets (RFC 791), or IPv6. */
export const ipAddress = onlyIf(
  /\d\.\d|[0-9a-f]:[0-9a-f:]/i,
  anyOf(
    pattern('IP', 0.9, new RegExp(`(?<![\\d.])(?:${octet}\\.){3}${octet}(?![\\d]|\\.\\d)`, 'gu')),
    pattern('IP', 0.9, /(?<![\w:])[0-9a-f:]{6,39}(?![\w:])/giu, found => isV6(found)),
  ),
);
