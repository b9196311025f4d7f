import fc from 'fast-check';
import { type BreakingChange, breakingChanges } from '../../lib/core/breakingChanges.ts';
import { type } from '../contracts.ts';

const columns = (text: string) =>
  text
    .split(' ')
    .filter(Boolean)
    .map(part => {
      const [name, kind] = part.split(':');
      return { name: name!, type: type(kind!) };
    });

test.each<[string, string, string, readonly BreakingChange['code'][]]>([
  ['nothing changed', 'id:bigint a:string', 'id:bigint a:string', []],
  ['another order', 'id:bigint a:string', 'a:string id:bigint', []],
  ['one more column', 'id:bigint', 'id:bigint a:string', []],
  ['a wider integer', 'id:int', 'id:bigint', []],
  ['an integer that becomes text', 'id:int', 'id:string', []],
  ['more digits', 'a:decimal(5,2)', 'a:decimal(9,2)', []],
  ['a column that is gone', 'id:bigint a:string', 'id:bigint', ['column_dropped']],
  ['a narrower integer', 'id:bigint', 'id:int', ['column_narrowed']],
  ['fewer digits after the point', 'a:decimal(9,4)', 'a:decimal(9,2)', ['column_narrowed']],
  ['text that becomes a number', 'a:string', 'a:bigint', ['column_narrowed']],
  ['text that becomes bytes', 'a:string', 'a:binary', ['column_narrowed']],
  ['a renamed column', 'a:string', 'b:string', ['column_dropped']],
])('%s', (_name, before, after, codes) => {
  expect(breakingChanges(columns(before), columns(after)).map(change => change.code)).toEqual(codes);
});

test('no change breaks nothing, and adding columns never breaks', () => {
  const kinds = ['int', 'bigint', 'string', 'double', 'decimal(9,2)', 'date', 'timestamp', 'boolean', 'binary'];
  const column = fc.record({ name: fc.stringMatching(/^[a-z]{1,3}$/), type: fc.constantFrom(...kinds.map(type)) });
  const distinct = fc.uniqueArray(column, { selector: ({ name }) => name });
  fc.assert(
    fc.property(distinct, distinct, (before, more) => {
      const names = new Set(before.map(({ name }) => name));
      expect(breakingChanges(before, [...before, ...more.filter(({ name }) => !names.has(name))])).toEqual([]);
    }),
  );
});
