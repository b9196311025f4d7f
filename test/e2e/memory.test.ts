import { spawnSync } from 'node:child_process';
import { mkdirSync, openSync, writeSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { newFolder } from '../folders.ts';

const row = (id: number): string =>
  `{"id":${id},"title":"A page about sleep, number ${id}","topic":"sleep","url":"https://www.example.org/${id}","language":"en","published":true,"tags":["a","b"],"updated_at":"2026-11-01T10:00:00Z"}\n`;

/** Peak resident memory, in megabytes, of a process that loads one file of this many rows. */
const peak = (rows: number, write: (add: (text: string) => void) => void): number => {
  const lake = newFolder();
  const folder = join(lake, 'raw/content/resource');
  mkdirSync(folder, { recursive: true });
  const file = openSync(join(folder, 'a.jsonl'), 'w');
  write(text => writeSync(file, text));
  const script = resolve(import.meta.dirname, 'peakMemory.ts');
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', script, lake, String(rows)],
    {
      encoding: 'utf8',
      env: { ...process.env, NODE_OPTIONS: '' },
    },
  );
  if (!/^\d+$/.test(stdout.trim())) throw new Error(stderr);
  return Number(stdout);
};

const some = (rows: number) => (add: (text: string) => void) => {
  for (let from = 0; from < rows; from += 1000) add(Array.from({ length: 1000 }, (_, i) => row(from + i)).join(''));
};

test('memory does not grow with the object: a file ten times as large takes about as much', () => {
  const [small, large] = [peak(40_000, some(40_000)), peak(400_000, some(400_000))];
  // The garbage collector is lazy while there is room: what must not happen is growth with the file, here 70 MB more.
  expect(large).toBeLessThan(Math.max(512, small * 1.5));
  expect(large).toBeLessThan(512);
});

test('a line of 50 MB costs no more than other lines', () => {
  const plain = peak(1000, some(1000));
  const withLine = peak(1001, add => {
    some(1000)(add);
    for (let i = 0; i < 50; i++) add('x'.repeat(1_000_000));
  });
  expect(withLine).toBeLessThan(plain + 80);
});
