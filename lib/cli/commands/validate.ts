import type { Command } from 'commander';
import { formatDiagnostic } from '../../config/diagnostic.ts';
import { type ValidatedWorkspace, validate } from '../../config/validate.ts';
import { exit } from '../exit.ts';
import { configsOption, workspaceOption } from '../options.ts';

const lines = ({ name, ok, errors, warnings, tables }: ValidatedWorkspace): string[] => [
  `${name}: ${ok ? `${tables.length} tables, good` : `${errors.length} ${errors.length === 1 ? 'error' : 'errors'}`}`,
  ...errors.map(error => `  ${formatDiagnostic(error)}`),
  ...warnings.map(warning => `  warning: ${formatDiagnostic(warning)}`),
  ...tables.map(({ source, table, columns }) => {
    const treated = columns.filter(column => column.treatments.some(treatment => treatment !== 'md5_checksum'));
    const said = treated.map(
      ({ column, treatments }) => `${column} ${treatments.filter(treatment => treatment !== 'md5_checksum').join('+')}`,
    );
    return `  ${source}/${table}: ${said.join(', ')}`;
  }),
];

export const addValidate = (program: Command): void => {
  program
    .command('validate')
    .summary('check the configuration')
    .description(
      'Checks workspaces, jobs and contracts. Every error names file, line, column and the nearest valid name.',
    )
    .addOption(workspaceOption())
    .addOption(configsOption())
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  $ npx hushlake validate -w ctl-dev')
    .action(async (flags: { workspace?: string; config: string; json?: boolean }) => {
      const workspaces = await validate(flags.config, flags.workspace);
      const ok = workspaces.every(workspace => workspace.ok);
      process.stdout.write(
        flags.json ? `${JSON.stringify({ ok, workspaces }, null, 2)}\n` : `${workspaces.flatMap(lines).join('\n')}\n`,
      );
      process.exitCode = ok ? exit.ok : exit.wrongUse;
    });
};
