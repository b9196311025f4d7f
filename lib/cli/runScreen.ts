import { styleText } from 'node:util';
import Table from 'cli-table3';
import { faultRemedies } from '../core/faults.ts';
import type { RunReport, TableReport } from './runReport.ts';
import { age, counts, grouped } from './text.ts';

const red = (text: string): string => styleText('red', text, { stream: process.stdout });
const green = (text: string): string => styleText('green', text, { stream: process.stdout });

const problems = (tables: readonly TableReport[]): string[] =>
  tables.flatMap(t => [
    ...Object.entries(t.faults).map(
      ([code, n]) =>
        `  ${t.source}/${t.table}: ${grouped(n)} × ${code}. ${faultRemedies[code as keyof typeof faultRemedies]}`,
    ),
    ...Object.entries(t.failed).map(([code, n]) => `  ${t.source}/${t.table}: ${grouped(n)} objects failed: ${code}`),
  ]);

/** One screen for people: a line a table, then what needs a hand. */
export const runScreen = (report: RunReport, silverName: (source: string, table: string) => string): string => {
  const silver = new Map(report.silver.map(s => [s.table, s]));
  const freshness = new Map(report.freshness.map(f => [`${f.source}/${f.table}`, f]));
  const screen = new Table({
    head: ['table', 'objects', 'rows in', 'bronze', 'quarantined', 'findings', 'silver', 'fresh'],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'left', 'right', 'right'],
    colWidths: [null, null, null, null, null, 34, null, null],
    wordWrap: true,
    style: { head: [], border: [], compact: true },
  });
  for (const t of report.tables) {
    const s = silver.get(silverName(t.source, t.table));
    const f = freshness.get(`${t.source}/${t.table}`);
    screen.push([
      `${t.source}/${t.table}`,
      grouped(t.objects),
      grouped(t.rows_in),
      grouped(t.rows_bronze),
      t.rows_quarantined > 0 ? red(grouped(t.rows_quarantined)) : '0',
      counts(t.findings),
      !s ? '' : s.failed.length > 0 ? red(`failed: ${s.failed.join(', ')}`) : grouped(s.rows),
      !f ? '' : f.breached ? red(`late, ${age(f.lag_seconds)}`) : green(age(f.lag_seconds)),
    ]);
  }
  const found = problems(report.tables);
  const lines = [screen.toString()];
  if (found.length > 0) lines.push('', 'What needs a hand:', ...found);
  return lines.join('\n');
};
