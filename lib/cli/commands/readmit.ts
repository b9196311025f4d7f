import type { Command } from 'commander';
import { ErasureOpen, type NamedSubject, readmitSubjects } from '../../usecases/eraseSubjects.ts';
import { type ErasureFlags, whereOptions, withErasure } from '../erasure.ts';
import { WrongUse } from '../exit.ts';
import { configsOption, workspaceOption } from '../options.ts';
import { assertKinds, subjectOption } from '../subjectOptions.ts';
import { readWorkspace } from '../workspace.ts';

interface ReadmitFlags extends ErasureFlags {
  workspace: string;
  config: string;
  subject: readonly NamedSubject[];
  reason?: string;
}

export const addReadmit = (program: Command): void => {
  whereOptions(program.command('readmit'))
    .summary('keep what arrives of a person who was erased and has consented again')
    .description(
      'Takes a person off the list of those who were erased: what arrives from now on is kept, under a new salt. What was erased stays unreadable.',
    )
    .addOption(workspaceOption().makeOptionMandatory())
    .addOption(configsOption())
    .addOption(subjectOption().makeOptionMandatory())
    .option('--reason <text>', 'how they consented; refused without')
    .addHelpText(
      'after',
      '\nExample:\n  $ npx hushlake readmit -w ctl-dev --lake ./lake --subject texter_id=123 --reason "consented again, form 7"',
    )
    .action(async (flags: ReadmitFlags) => {
      const reason = flags.reason?.trim() ?? '';
      if (reason === '') throw new WrongUse('a reason is needed: how they consented (--reason "form 7")');
      const workspace = await readWorkspace(flags.config, flags.workspace);
      assertKinds(workspace, flags.subject);
      const kinds = flags.subject.map(({ kind }) => kind);
      try {
        await withErasure(flags, workspace, kinds, ({ ports, who }) =>
          readmitSubjects(ports, { subjects: flags.subject, who, reason }),
        );
        process.stdout.write('readmitted: what arrives from now on is kept\n');
      } catch (error) {
        if (error instanceof ErasureOpen) throw new WrongUse(error.message);
        throw error;
      }
    });
};
