import { notStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { aadIdentity, aadPrefix, CellFault, decryptCell, encryptCell } from '../../../lib/core/cell.ts';
import { quarantineAad } from '../../../lib/core/quarantine.ts';
import { subjectCellKey, subjectId } from '../../../lib/core/subject.ts';
import { openedSalt, saltScope, wrappedSalt } from '../../../lib/usecases/subjectSalts.ts';
import { type Target, target } from '../target.ts';

const [key, otherKey, salt] = [randomBytes(32), randomBytes(32), randomBytes(32)];
const plaintext = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.constant(''));
/** As AAD builders must take them: slashes, percent signs, emoji, nothing. */
const identity = fc.array(
  fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 6 }),
    fc.constantFrom('', '/', 'a/b', '%2F', '%', '..', '1', '1/2', 'ü', '👋'),
  ),
  { minLength: 1, maxLength: 3 },
);
const aadOf = (column: string, values: readonly string[]): Buffer =>
  Buffer.from(aadPrefix('ctl-dev', 'platform-db', 'message', column) + aadIdentity(values));

const faultOf = (work: () => unknown): string => {
  try {
    work();
    return 'read';
  } catch (error) {
    if (error instanceof CellFault) return error.code;
    throw error;
  }
};

/** Whatever was done to a cell, its place or its key: the right text, or a fault of the closed list; never another text. */
const tampered = target(
  'cells',
  fc.record({
    text: plaintext,
    at: identity,
    elsewhere: identity,
    doing: fc.constantFrom('nothing', 'bit', 'cut', 'grow', 'move', 'column', 'key', 'subject', 'quarantine'),
    place: fc.nat({ max: 1 << 16 }),
  }),
  ({ text, at, elsewhere, doing, place }) => {
    const cell = encryptCell(key, randomBytes(12), aadOf('message', at), text);
    const read = (bytes: Uint8Array, aad: Uint8Array = aadOf('message', at), under: Uint8Array = key) =>
      faultOf(() => strictEqual(decryptCell(under, aad, bytes), Buffer.from(text).toString('utf8')));
    switch (doing) {
      case 'nothing':
        return strictEqual(read(cell), 'read');
      case 'bit': {
        const changed = Uint8Array.from(cell);
        changed[place % cell.length]! ^= 1 << (place % 8);
        return strictEqual(read(changed), 'cell_not_authentic');
      }
      case 'cut': {
        const length = place % cell.length;
        return strictEqual(read(cell.subarray(0, length)), length < 28 ? 'cell_too_short' : 'cell_not_authentic');
      }
      case 'grow':
        return strictEqual(read(Buffer.concat([cell, randomBytes(1 + (place % 4))])), 'cell_not_authentic');
      case 'move': {
        const same = at.length === elsewhere.length && at.every((value, i) => value === elsewhere[i]);
        return strictEqual(read(cell, aadOf('message', elsewhere)), same ? 'read' : 'cell_not_authentic');
      }
      case 'column':
        return strictEqual(read(cell, aadOf('note', at)), 'cell_not_authentic');
      case 'key':
        return strictEqual(read(cell, undefined, otherKey), 'cell_not_authentic');
      case 'subject':
        return strictEqual(read(cell, undefined, subjectCellKey(key, salt)), 'cell_not_authentic');
      case 'quarantine':
        return strictEqual(
          read(cell, quarantineAad({ workspace: 'ctl-dev', source: 'platform-db', table: 'message' }, 'l', place)),
          'cell_not_authentic',
        );
    }
  },
);

/** Two rows never share an AAD, and two people never a name. */
const names = target('identities', fc.tuple(identity, identity, plaintext, plaintext), ([a, b, x, y]) => {
  const same = a.length === b.length && a.every((value, i) => value === b[i]);
  if (same) strictEqual(aadIdentity(a), aadIdentity(b));
  else notStrictEqual(aadIdentity(a), aadIdentity(b));
  ok(/^[A-Za-z0-9._~%/-]*$/.test(aadIdentity(a)), 'only what every engine writes the same');
  if (x !== y && x.isWellFormed() && y.isWellFormed()) notStrictEqual(subjectId(key, 'k', x), subjectId(key, 'k', y));
});

/** A salt that was changed, or is somebody else's, opens nothing. */
const salts = target(
  'salts',
  fc.record({ whose: fc.nat({ max: 3 }), moved: fc.boolean(), at: fc.option(fc.nat({ max: 200 })) }),
  async ({ whose, moved, at }) => {
    const id = (n: number) => String(n).padStart(32, '0');
    const keys = {
      dataKey: async () => ({ id: '0123456789abcdef', bytes: key }),
      openKey: async (scope: object) => {
        strictEqual(JSON.stringify(scope), JSON.stringify(saltScope('ctl-dev')));
        return { id: '0123456789abcdef', bytes: key };
      },
      secret: async () => key,
      used: () => {},
    };
    const made = wrappedSalt(
      'ctl-dev',
      id(whose),
      salt,
      { id: '0123456789abcdef', bytes: key },
      b => void b.set(randomBytes(b.length)),
    );
    const bytes = Uint8Array.from(made.salt);
    if (at !== null) bytes[at % bytes.length]! ^= 1;
    const opened = await openedSalt(keys, 'ctl-dev', { ...made, salt: bytes, subject: id(moved ? 9 : whose) }).catch(
      error => error as Error,
    );
    if (moved || at !== null) ok(opened instanceof CellFault, 'a fault');
    else ok(Buffer.from(opened as Uint8Array).equals(salt), 'the salt');
  },
);

export const cells: readonly Target[] = [tampered, names, salts];
