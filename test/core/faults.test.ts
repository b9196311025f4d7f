import { readFileSync } from 'node:fs';
import { faultRemedies } from '../../lib/core/faults.ts';

const page = readFileSync(new URL('../../docs/quarantine.md', import.meta.url), 'utf8');

test.each(Object.keys(faultRemedies))('%s stands, with its remedy, in docs/quarantine.md', code => {
  expect(page).toContain(`| \`${code}\` |`);
});
