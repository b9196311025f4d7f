import type { SourceRow } from '../core/rows.ts';
import { jsonRow } from './jsonRecord.ts';
import { faultRow, type Numbering, rowBytes, wholeObject } from './pieces.ts';
import { StreamFault } from './streamFault.ts';

const isSpace = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
const [quote, backslash, comma] = [0x22, 0x5c, 0x2c];
const [openBracket, closeBracket, openBrace, closeBrace] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Where in the array the scanner stands. */
type Place = 'before' | 'first' | 'element' | 'next' | 'after';

/**
 * A JSON array of objects (RFC 8259), element by element. Only the borders of the elements are found here, by strings and
 * depth; each element is then parsed as a line of JSON lines is. After bytes that cannot be part of an array nothing more
 * is believed: one fault, and the end.
 */
export async function* jsonArray(
  chunks: AsyncIterable<Uint8Array>,
  maxRowBytes: number,
  { before, from: firstNumber }: Numbering = wholeObject,
): AsyncGenerator<readonly SourceRow[]> {
  const row = rowBytes(maxRowBytes);
  let number = before;
  let depth = 0;
  let inString = false;
  let escaped = false;
  let place = 'before' as Place;

  const finished = (): SourceRow | undefined => {
    const { bytes, length, tooLong } = row.take();
    number++;
    if (number < firstNumber) return undefined;
    return tooLong ? faultRow(number, 'row_too_large', bytes, length) : jsonRow(number, bytes);
  };

  try {
    for await (const chunk of chunks) {
      const rows: SourceRow[] = [];
      let from = 0;
      for (let at = 0; at < chunk.length; at++) {
        const byte = chunk[at]!;
        if (place === 'element') {
          if (inString) {
            if (escaped) escaped = false;
            else if (byte === backslash) escaped = true;
            else if (byte === quote) inString = false;
            continue;
          }
          if (byte === quote) inString = true;
          else if (byte === openBracket || byte === openBrace) depth++;
          else if (depth > 0 && (byte === closeBracket || byte === closeBrace)) depth--;
          else if (depth === 0 && (byte === comma || byte === closeBracket)) {
            row.add(chunk.subarray(from, at));
            const done = finished();
            if (done) rows.push(done);
            place = byte === comma ? 'next' : 'after';
          }
          continue;
        }
        if (isSpace(byte)) continue;
        if (place === 'before' && byte === openBracket) place = 'first';
        else if (place === 'first' && byte === closeBracket) place = 'after';
        else if ((place === 'first' || place === 'next') && byte !== comma && byte !== closeBracket) {
          place = 'element';
          from = at;
          at--;
        } else {
          number++;
          if (number >= firstNumber) rows.push(faultRow(number, 'malformed_row', chunk.subarray(at)));
          if (rows.length > 0) yield rows;
          return;
        }
      }
      if (place === 'element') row.add(chunk.subarray(from));
      if (rows.length > 0) yield rows;
    }
  } catch (error) {
    if (!(error instanceof StreamFault)) throw error;
    const { bytes, length } = row.take();
    number++;
    if (number >= firstNumber) yield [faultRow(number, error.fault, bytes, length)];
    return;
  }
  if (place === 'before' || place === 'after') return;
  const { bytes, length } = row.take();
  number++;
  if (number >= firstNumber) yield [faultRow(number, 'truncated_object', bytes, length)];
}
