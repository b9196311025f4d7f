import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Diagnostic, nearestTo } from './diagnostic.ts';
import { readYaml, type YamlFile } from './yamlFile.ts';

/** The files of a workspace as they were read; a file that is missing or no YAML is undefined and has a diagnostic. */
export interface WorkspaceFiles {
  readonly workspaces: readonly string[];
  readonly workspace: YamlFile | undefined;
  readonly jobs: YamlFile | undefined;
  /** By source. */
  readonly contracts: ReadonlyMap<string, YamlFile | undefined>;
  readonly errors: readonly Diagnostic[];
}

const listed = async (folder: string): Promise<readonly string[]> => (await readdir(folder).catch(() => [])).sort();

/** Folders under `root` that hold a workspace.yaml, by name. */
export const workspaceNames = async (root: string): Promise<readonly string[]> => {
  const folders = await listed(root);
  const files = await Promise.all(folders.map(folder => listed(join(root, folder))));
  return folders.filter((_, i) => files[i]!.includes('workspace.yaml'));
};

const unreadable = (
  file: string,
  code: 'unreadable_file' | 'unknown_workspace',
  message: string,
  expected: string,
) => ({
  file,
  line: 1,
  column: 1,
  code,
  message,
  found: 'nothing',
  expected,
});

const read = async (file: string): Promise<ReturnType<typeof readYaml>> => {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined
    ? { file: undefined, errors: [unreadable(file, 'unreadable_file', 'the file cannot be read', 'a YAML file here')] }
    : readYaml(file, text);
};

/** Reads the files of `<root>/<name>/`. Never throws: what cannot be read is an error in the result. */
export const readWorkspaceFiles = async (root: string, name: string): Promise<WorkspaceFiles> => {
  const workspaces = await workspaceNames(root);
  const folder = join(root, name);
  if (!workspaces.includes(name)) {
    const nearest = nearestTo(name, workspaces);
    const expected = workspaces.length > 0 ? `one of ${workspaces.join(', ')}` : 'a folder that holds workspace.yaml';
    const error: Diagnostic = {
      ...unreadable(folder, 'unknown_workspace', `there is no workspace "${name}"`, expected),
      found: name,
      ...(nearest === undefined ? {} : { nearest }),
    };
    return { workspaces, workspace: undefined, jobs: undefined, contracts: new Map(), errors: [error] };
  }
  const sources = (await listed(join(folder, 'data-assets'))).filter(file => file.endsWith('.yaml'));
  const [workspace, jobs, ...contracts] = await Promise.all([
    read(join(folder, 'workspace.yaml')),
    read(join(folder, 'jobs.yaml')),
    ...sources.map(file => read(join(folder, 'data-assets', file))),
  ]);
  return {
    workspaces,
    workspace: workspace.file,
    jobs: jobs.file,
    contracts: new Map(sources.map((file, i) => [file.slice(0, -'.yaml'.length), contracts[i]!.file])),
    errors: [workspace, jobs, ...contracts].flatMap(({ errors }) => errors),
  };
};
