import { formatDiagnostic } from '../config/diagnostic.ts';
import { loadWorkspace, type Workspace } from '../config/load.ts';
import { WrongUse } from './exit.ts';

/** Reads a workspace's configuration. Warnings go to stderr. @throws WrongUse with every error, each with its place */
export const readWorkspace = async (configs: string, name: string): Promise<Workspace> => {
  const result = await loadWorkspace(configs, name);
  if (!result.ok) throw new WrongUse(result.errors.map(formatDiagnostic).join('\n'));
  return result.workspace;
};
