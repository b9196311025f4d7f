import fc from 'fast-check';
import { safeError } from '../../lambdas/safeError.ts';

test('of an error its code and its places are told', () => {
  const error = Object.assign(new Error('cannot cast 202-555-0143'), { code: 'type_mismatch' });
  const said = safeError(error);
  expect(said.code).toBe('type_mismatch');
  expect(said.at[0]).toMatch(/^at .*safeError\.test/);
});

test('never its message, even one that looks like a place', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 4 }), fc.constantFrom('', '\n    at ', '\n'), (secret, before) => {
      const planted = `<${secret}>`;
      expect(JSON.stringify(safeError(new TypeError(`broken${before}${planted}`)).at)).not.toContain(
        JSON.stringify(planted).slice(1, -1),
      );
    }),
  );
});

test.each([
  [null, 'unknown_error'],
  ['text', 'unknown_error'],
  [new RangeError('x'), 'RangeError'],
  [{ name: 'AccessDenied' }, 'AccessDenied'],
])('%p is %s', (error, code) => {
  expect(safeError(error).code).toBe(code);
});
