import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const pages = [
  'README.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).map(p => `docs/${p}`),
]
  .filter(page => page.endsWith('.md'))
  .map(page => ({ page, text: readFileSync(join(root, page), 'utf8') }));

test('every file of the repository that the docs name is there', () => {
  const named = pages.flatMap(({ page, text }) =>
    [
      ...text.matchAll(/`((?:test|lib|bench|scripts|lambdas|configs|docs)\/[\w./-]+\.(?:ts|py|md|json|yaml|jsonl))`/g),
    ].map(([, path]) => ({ page, path: path! })),
  );
  expect(named.length).toBeGreaterThan(30);
  expect(named.filter(({ path }) => !existsSync(join(root, path)))).toEqual([]);
});

test('every link from one page to another leads to a page and a heading', () => {
  const anchors = (text: string) =>
    new Set(
      [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
        heading!
          .toLowerCase()
          .replace(/[^\p{L}\p{N} _-]/gu, '')
          .replaceAll(' ', '-'),
      ),
    );
  const broken = pages.flatMap(({ page, text }) =>
    [...text.matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]*))?\)/g)].flatMap(([link, path, anchor]) => {
      const target = path === '' ? page : join(page, '..', path!);
      if (!existsSync(join(root, target))) return [`${page}: ${link}`];
      if (anchor === undefined) return [];
      return anchors(readFileSync(join(root, target), 'utf8')).has(anchor) ? [] : [`${page}: ${link}`];
    }),
  );
  expect(broken).toEqual([]);
});
