#!/usr/bin/env -S node --disable-warning=ExperimentalWarning
import { formatDiagnostic } from '../lib/config/diagnostic.ts';
import { loadWorkspace, type Workspace } from '../lib/config/load.ts';
import { workspaceNames } from '../lib/config/workspaceFiles.ts';
import { workspaceApp } from '../lib/infra/app.ts';

/** The CDK app: `npx cdk deploy -c workspace=ctl-dev`. Nothing is synthesized from a configuration with an error. */

const refuse = (message: string): never => {
  process.stderr.write(`${message}\n`);
  process.exit(2);
};

/** What `cdk` was given with `-c`, and what cdk.json holds. */
const context = JSON.parse(process.env['CDK_CONTEXT_JSON'] ?? '{}') as Readonly<Record<string, unknown>>;
const configs = String(context['configs'] ?? 'configs');

const read = async (name: string): Promise<Workspace> => {
  const loaded = await loadWorkspace(configs, name);
  return loaded.ok ? loaded.workspace : refuse(loaded.errors.map(formatDiagnostic).join('\n'));
};

const all = await workspaceNames(configs);
const name = context['workspace'];
if (typeof name !== 'string') refuse(`say which workspace: -c workspace=NAME, NAME one of ${all.join(', ')}`);
const workspace = await read(String(name));
if (workspace.secondStage?.layers.length === 0)
  refuse(`${workspace.name}: second_stage names no layers, and in Lambda its model can come from nowhere else`);
const others = await Promise.all(all.filter(other => other !== workspace.name).map(read));
workspaceApp({ workspace, others, allowBreaking: String(context['allowBreaking'] ?? 'false') === 'true' }).synth();
