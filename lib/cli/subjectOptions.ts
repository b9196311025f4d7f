import { InvalidArgumentError, Option } from 'commander';
import type { Workspace } from '../config/load.ts';
import { kindsOf, type NamedSubject } from '../usecases/eraseSubjects.ts';
import { WrongUse } from './exit.ts';

const parse = (text: string, before: readonly NamedSubject[] = []): readonly NamedSubject[] => {
  const at = text.indexOf('=');
  if (at < 1 || at === text.length - 1) throw new InvalidArgumentError('It is <kind>=<value>, such as texter_id=123.');
  return [...before, { kind: text.slice(0, at), value: text.slice(at + 1) }];
};

export const subjectOption = (): Option =>
  new Option('--subject <kind=value>', 'the person, such as texter_id=123; may be given again').argParser(parse);

/** @throws WrongUse where no table has people of that kind: nothing would be erased, and it would look as if all were */
export const assertKinds = (workspace: Workspace, subjects: readonly NamedSubject[]): void => {
  const kinds = kindsOf(workspace.tables);
  for (const { kind } of subjects) {
    if (!kinds.includes(kind)) {
      throw new WrongUse(
        `no table of ${workspace.name} has ${kind} as its subject; there are: ${kinds.join(', ') || 'none'}`,
      );
    }
  }
};
