import { before } from '../context.ts';
import type { Detector } from '../detector.ts';
import { pattern } from '../pattern.ts';

const octet = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const version = /(?<!\p{L})(?:v|ver|version|versi[oó]n|release|section|build|chapter)\.?\s{0,2}$/iu;

/** Eight groups, or fewer with one `::`; the last two may be four octets (RFC 4291, 2.2). */
const isV6 = (text: string): boolean => {
  const plain = text.replace(/(?<=:)\d{1,3}(?:\.\d{1,3}){3}$/, '0:0');
  const halves = plain.split('::');
  const groups = halves.flatMap(half => (half === '' ? [] : half.split(':')));
  if (halves.length > 2 || !groups.every(group => /^[0-9a-f]{1,4}$/i.test(group))) return false;
  return halves.length === 2 ? groups.length >= 2 && groups.length < 8 : groups.length === 8;
};

const v4 = pattern(
  'IP',
  0.9,
  new RegExp(`(?<![\\d.])(?:${octet}\\.){3}${octet}(?!\\d|\\.\\d)`, 'g'),
  (_found, match) => !version.test(before(match.input, match.index, 16)),
);

const v6 = pattern('IP', 0.9, /(?<![\w:])[0-9a-f:]{6,39}(?:\.\d{1,3}){0,3}(?![\w:])/gi, isV6);

/** IP addresses: four octets (RFC 791) that are no version, or IPv6. */
export const ipAddress: Detector = {
  worth: ({ digits, dot, colon }) => digits >= 4 && (dot || colon),
  find: (text, _numbers, { dot, colon }) => [...(dot ? v4(text) : []), ...(colon ? v6(text) : [])],
};
