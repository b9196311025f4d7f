import { readFile, writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { personTables } from '../../config/personTables.ts';
import { type CertificateFault, type ErasureCertificate, verifyCertificate } from '../../usecases/certificate.ts';
import { eraseSubjects, type NamedSubject, settleOpenErasures } from '../../usecases/eraseSubjects.ts';
import { type ErasureFlags, whereOptions, withErasure } from '../erasure.ts';
import { exit, WrongUse } from '../exit.ts';
import { configsOption, workspaceOption } from '../options.ts';
import { assertKinds, subjectOption } from '../subjectOptions.ts';
import { grouped } from '../text.ts';
import { readWorkspace } from '../workspace.ts';

interface EraseFlags extends ErasureFlags {
  workspace: string;
  config: string;
  subject?: readonly NamedSubject[];
  reason?: string;
  raw?: boolean;
  pending?: boolean;
  verify?: string;
  out?: string;
  json?: boolean;
}

const count = (n: number, what: string): string => `${grouped(n)} ${what}${n === 1 ? '' : 's'}`;

const screen = (certificate: ErasureCertificate): string => {
  const { subjects, belonging, salts_destroyed, tables, raw, quarantine, snapshots_gone_by } = certificate;
  const lines = [
    `${count(subjects.length, 'person')} erased, and ${count(belonging.length, 'row')} of theirs that others belonged to: ${count(salts_destroyed, 'salt')} destroyed`.replace(
      'persons',
      'people',
    ),
    ...tables.map(
      t =>
        `  ${t.source}/${t.table}: ${count(t.bronze_rows, 'row')} of bronze in ${count(t.bronze_files, 'file')}, ${count(t.silver_rows, 'row')} of silver`,
    ),
    ...(tables.length === 0 ? ['  no row of bronze or silver held anything of theirs'] : []),
    ...(raw.removed > 0 ? [`  ${count(raw.removed, 'raw object')} removed`] : []),
    ...(raw.objects > 0
      ? [
          `Left: ${count(raw.objects, 'raw object')} as producers wrote them, ${raw.gone_by ? `gone by ${raw.gone_by}` : 'kept for ever: no retention of raw'}. --raw removes them.`,
        ]
      : []),
    ...(snapshots_gone_by === null
      ? []
      : [`Left: snapshots of silver from before, without a cell that opens, gone by ${snapshots_gone_by}.`]),
    ...(quarantine.rows_of_nobody > 0
      ? [
          `Left: ${count(quarantine.rows_of_nobody, 'quarantined row')} of which nobody can tell whose they are, ${quarantine.gone_by ? `gone by ${quarantine.gone_by}` : 'kept for ever: no retention of quarantine'}.`,
        ]
      : []),
  ];
  return `${lines.join('\n')}\n`;
};

const sentence = (fault: CertificateFault): string => {
  switch (fault.code) {
    case 'not_signed':
      return 'not signed by this workspace, or changed since';
    case 'another_workspace':
      return 'of another workspace';
    case 'readmitted':
      return `${fault.subject} was readmitted since`;
    case 'salt_there':
      return `${fault.subject} was readmitted since, and has rows again`;
    case 'rows_left':
      return `${fault.layer} of ${fault.source}/${fault.table} holds rows of theirs`;
  }
};

const readCertificate = async (file: string): Promise<ErasureCertificate> => {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as ErasureCertificate;
  } catch (error) {
    if (error instanceof SyntaxError) throw new WrongUse(`${file} is no certificate: it is not JSON`);
    throw error;
  }
};

export const addErase = (program: Command): void => {
  whereOptions(program.command('erase'))
    .summary("make a person's words unreadable everywhere, with a certificate")
    .description(
      'Destroys the salts of a person, without which no cell of theirs can be decrypted in any file or old version of one, and empties what bronze and silver hold of their words. Rows of theirs that arrive later stay erased. An audit record is written first; the certificate says what was done. Safe to run again.',
    )
    .addOption(workspaceOption().makeOptionMandatory())
    .addOption(configsOption())
    .addOption(subjectOption())
    .option('--reason <text>', 'why, such as the number of the request; refused without')
    .option('--raw', 'also remove the raw objects that the rows came from, whole')
    .option('--out <file>', 'write the certificate to a file')
    .option('--pending', 'only finish erasures that were cut short')
    .option('--verify <file>', 'only look whether a certificate is ours and still holds')
    .option('--json', 'print the certificate')
    .addHelpText(
      'after',
      '\nExample:\n  $ npx hushlake erase -w ctl-dev --lake ./lake --subject texter_id=123 --reason "request 112" --out 112.json\n  $ npx hushlake erase -w ctl-dev --lake ./lake --verify 112.json\n  $ npx hushlake erase -w ctl-prod --aws --subject texter_id=123 --reason "request 112" --out 112.json',
    )
    .action(async (flags: EraseFlags) => {
      const workspace = await readWorkspace(flags.config, flags.workspace);
      const asked = [flags.subject, flags.pending, flags.verify].filter(flag => flag !== undefined).length;
      if (asked !== 1) throw new WrongUse('one of --subject, --pending and --verify is needed');
      const reason = flags.reason?.trim() ?? '';
      if (flags.subject && reason === '') {
        throw new WrongUse('a reason is needed: an erasure leaves a record of why (--reason "request 112")');
      }
      const certificate = flags.verify === undefined ? undefined : await readCertificate(flags.verify);
      assertKinds(workspace, flags.subject ?? []);
      const kinds = (flags.subject ?? certificate?.subjects ?? []).map(({ kind }) => kind);
      await withErasure(flags, workspace, kinds, async ({ ports, who, tables }) => {
        if (certificate) {
          const faults = await verifyCertificate(ports, workspace.name, personTables(tables, kinds), certificate);
          if (flags.json) process.stdout.write(`${JSON.stringify({ ok: faults.length === 0, faults }, null, 2)}\n`);
          else process.stdout.write(`${faults.length === 0 ? 'it holds' : faults.map(sentence).join('\n')}\n`);
          process.exitCode = faults.length === 0 ? exit.ok : exit.dataFailure;
          return;
        }
        if (flags.pending) {
          const some = await settleOpenErasures(ports, tables);
          if (flags.json) process.stdout.write(`${JSON.stringify({ ok: true, settled: some })}\n`);
          else process.stdout.write(some ? 'every erasure is finished\n' : 'no erasure was open\n');
          return;
        }
        const made = await eraseSubjects(ports, workspace.name, tables, {
          subjects: flags.subject!,
          who,
          reason,
          removeRaw: flags.raw ?? false,
        });
        const json = `${JSON.stringify(made, null, 2)}\n`;
        if (flags.out) await writeFile(flags.out, json);
        process.stdout.write(flags.json ? json : screen(made));
      });
    });
};
