import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Command, Option } from 'commander';
import { Document } from 'yaml';
import type { ColumnType, RawFormat } from '../../config/tableContract.ts';
import { contractProposal, type ProposedColumn } from '../../core/proposeContract.ts';
import { scrubber } from '../../core/scrub/scrubber.ts';
import { readRows } from '../../formats/read.ts';
import { exit, WrongUse } from '../exit.ts';
import { localesOption } from '../options.ts';

const limits = { maxRowBytes: 16 << 20, maxExpansionRatio: 1000 };

const typeText = (type: ColumnType): string =>
  type.kind === 'decimal' ? `decimal(${type.precision},${type.scale})` : type.kind;

const yamlOf = (table: string, columns: readonly ProposedColumn[]): string => {
  const having = (treatment: ProposedColumn['treatments'][number]): string[] =>
    columns.filter(c => c.treatments.includes(treatment)).map(c => c.name);
  const contract = {
    identity: having('identity'),
    ...(having('scrubbing').length > 0 ? { scrubbing: having('scrubbing') } : {}),
    ...(having('encrypted').length > 0 ? { encrypted: having('encrypted') } : {}),
    columns: Object.fromEntries(
      columns.map(c => [c.name, { type: typeText(c.type), ...(c.nullable ? {} : { nullable: false }) }]),
    ),
  };
  const document = new Document({ [table]: contract });
  const reasons = columns.filter(c => c.why !== '').map(c => ` ${c.name}: ${c.why}`);
  document.commentBefore = [
    ' Proposed by `hushlake contract infer`: read it before you trust it. Remove a treatment only when you know better.',
    ...reasons,
  ].join('\n');
  return document.toString({ lineWidth: 120, flowCollectionPadding: true });
};

export const addContract = (program: Command): void => {
  program
    .command('contract')
    .summary('propose a contract for a file')
    .command('infer')
    .argument('<file>', 'JSON lines, JSON, CSV or Parquet; plain, gzip or zstd')
    .summary('propose a contract for a file')
    .description('Reads a file and prints a contract for its table as YAML. Prints no value of the file.')
    .option('--table <name>', 'name of the table (default: from the file name)')
    .addOption(
      new Option('--format <format>', 'format where the name does not tell').choices([
        'jsonl',
        'json',
        'csv',
        'parquet',
      ]),
    )
    .addOption(localesOption())
    .addHelpText(
      'after',
      '\nExample:\n  $ npx hushlake contract infer calls.csv.gz > configs/ctl-dev/data-assets/calls.yaml',
    )
    .action(async (file: string, flags: { table?: string; format?: RawFormat; locale: string[] }) => {
      const size = await stat(file).then(
        s => {
          if (!s.isFile()) throw new WrongUse(`${file} is no file`);
          return s.size;
        },
        () => {
          throw new WrongUse(`there is no file ${file}`);
        },
      );
      const proposal = contractProposal(scrubber(flags.locale));
      const faults = new Set<string>();
      const input = {
        name: file,
        size,
        defaultFormat: flags.format ?? 'jsonl',
        bytes: () => createReadStream(file) as AsyncIterable<Uint8Array>,
        range: async (start: number, end: number) => {
          const handle = await open(file, 'r');
          try {
            const { buffer, bytesRead } = await handle.read(new Uint8Array(end - start), 0, end - start, start);
            return buffer.subarray(0, bytesRead);
          } finally {
            await handle.close();
          }
        },
      } as const;
      for await (const rows of readRows(input, limits)) {
        proposal.add(rows);
        for (const row of rows) if ('fault' in row) faults.add(row.fault.code);
      }
      const columns = proposal.columns();
      if (columns.length === 0)
        throw new WrongUse(`no row of ${file} could be read: ${[...faults].join(', ') || 'it is empty'}`);
      const table =
        flags.table ??
        basename(file)
          .replace(/\..*$/, '')
          .replaceAll(/[^A-Za-z0-9_]/g, '_');
      process.stdout.write(yamlOf(table, columns));
      if (faults.size > 0) {
        process.stderr.write(`some rows could not be read: ${[...faults].join(', ')}\n`);
        process.exitCode = exit.dataFailure;
      }
    });
};
