import { resolve } from 'node:path';
import { formatDiagnostic } from '../config/diagnostic.ts';
import { loadWorkspace, type Workspace } from '../config/load.ts';
import { WrongUse } from './exit.ts';

/** Reads a workspace's configuration, with the folder of its model where it lies on this machine. @throws WrongUse with every error, each with its place */
export const readWorkspace = async (configs: string, name: string): Promise<Workspace> => {
  const result = await loadWorkspace(configs, name);
  if (!result.ok) throw new WrongUse(result.errors.map(formatDiagnostic).join('\n'));
  const { secondStage, ...workspace } = result.workspace;
  return secondStage
    ? { ...workspace, secondStage: { ...secondStage, model: resolve(configs, name, secondStage.model) } }
    : workspace;
};
