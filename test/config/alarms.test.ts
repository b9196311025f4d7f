import { existsSync, readFileSync } from 'node:fs';
import { alarmSpecs } from '../../lib/config/alarms.ts';
import { loadWorkspace } from '../../lib/config/load.ts';
import { customMetrics } from '../../lib/config/metrics.ts';
import { monitoringCost } from '../../lib/config/monitoringCost.ts';

const workspaceNamed = async (name: string) => {
  const loaded = await loadWorkspace('configs', name);
  if (!loaded.ok) throw new Error(`${name} is wrong`);
  return loaded.workspace;
};

const names = ['ctl-dev', 'ctl-prod', 'tai-prod', 'ctl-datascience'];
const runbook = (name: string): string => `docs/runbooks/${name}.md`;

test.each(names)('%s: every alarm has a page that says what it means, how to look, mend and verify', async name => {
  for (const alarm of alarmSpecs(await workspaceNamed(name))) {
    expect(existsSync(runbook(alarm.runbook)) ? '' : alarm.runbook).toBe('');
    const page = readFileSync(runbook(alarm.runbook), 'utf8');
    for (const section of ['What it means', 'How to look', 'How to mend', 'How to verify']) {
      expect(page).toContain(`## ${section}`);
    }
  }
});

test('a table has its own alarms; a promise adds one that takes silence for a breach', async () => {
  const workspace = await workspaceNamed('ctl-dev');
  const of = (table: string) =>
    alarmSpecs(workspace)
      .filter(alarm => alarm.of[1] === table)
      .map(({ runbook: page, missing }) => `${page} ${missing}`);
  expect(of('message')).toEqual([
    'load-failed not_breaching',
    'table-failed not_breaching',
    'quarantine-ratio not_breaching',
    'freshness-breached breaching',
  ]);
  const unpromised = {
    ...workspace,
    tables: workspace.tables.map(({ freshness, ...table }) => table),
  };
  expect(alarmSpecs(unpromised).some(alarm => alarm.runbook === 'freshness-breached')).toBe(false);
  expect(alarmSpecs(unpromised).find(alarm => alarm.runbook === 'freshness-heartbeat')!.missing).toBe('breaching');
});

test('no two alarms share a name', async () => {
  const specs = alarmSpecs(await workspaceNamed('ctl-prod'));
  expect(new Set(specs.map(({ runbook: page, of }) => [page, ...of].join('-'))).size).toBe(specs.length);
});

test('the bill of one table, by hand', async () => {
  const workspace = await workspaceNamed('ctl-dev');
  const one = { ...workspace, tables: [workspace.tables.find(table => table.table === 'message')!] };
  // 6 metrics of a table, 2 of its promise, 6 of the workspace.
  expect(customMetrics(one)).toHaveLength(14);
  // 4 of the table, 9 of the workspace, 2 for each of 12 functions; the ratio counts double, executions three times.
  const alarms = 4 + 9 + 24;
  expect(monitoringCost(one)).toEqual([
    { item: 'custom metrics', count: 14, units: 14, dollars: 4.2 },
    { item: 'alarms', count: alarms, units: alarms + 1 + 2 * 2, dollars: 4.2 },
    { item: 'dashboards', count: 1, units: 1, dollars: 3 },
  ]);
});

test('a workspace without tables has nothing to watch', async () => {
  const workspace = await workspaceNamed('ctl-datascience');
  expect(alarmSpecs(workspace)).toEqual([]);
  expect(monitoringCost(workspace).every(({ dollars }) => dollars === 0)).toBe(true);
});
