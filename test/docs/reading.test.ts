import { readdirSync, readFileSync } from 'node:fs';

const docs = new URL('../../docs/', import.meta.url);
const page = readFileSync(new URL('reading.md', docs), 'utf8');
const examples = readdirSync(new URL('examples/', docs))
  .filter(name => /\.(py|mjs|sh)$/.test(name))
  .map(name => readFileSync(new URL(`examples/${name}`, docs), 'utf8'));

const blocks = [...page.matchAll(/^```(?:python|js)\n([\s\S]*?)^```/gm)].map(([, block]) => block!);

test('docs/reading.md shows the examples as they stand: they are what `npm run test:interop` runs', () => {
  expect(blocks.length).toBeGreaterThan(5);
  expect(blocks.filter(block => !examples.some(example => example.includes(block)))).toEqual([]);
});

test('docs/reading.md names no example that is not there', () => {
  const named = [...page.matchAll(/\(examples\/([\w.]+)\)/g)].map(([, name]) => name!);
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter(name => !readdirSync(new URL('examples/', docs)).includes(name))).toEqual([]);
});

test.each([
  ['Spark', 'spark_sql.py'],
  ['DuckDB', 'checksum_duckdb.py'],
])('the netstring of %s in docs/formats.md is the one that runs', (engine, file) => {
  const formats = readFileSync(new URL('formats.md', docs), 'utf8');
  const row = formats.split('\n').find(line => line.startsWith(`| ${engine} | \`COALESCE`))!;
  const expression = /`(.*?)`/.exec(row.replaceAll('\\|', '|'))![1]!;
  const python = readFileSync(new URL(`examples/${file}`, docs), 'utf8');
  expect(python).toContain(expression.replaceAll(/\bx\b/g, '{x}'));
});
