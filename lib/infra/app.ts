import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { Workspace } from '../config/workspace.ts';
import type { Reader } from './federation.ts';
import { WorkspaceStack } from './workspaceStack.ts';

export interface WorkspaceAppProps {
  readonly workspace: Workspace;
  /** Every other workspace of the configuration. */
  readonly others: readonly Workspace[];
  readonly allowBreaking?: boolean;
  readonly outdir?: string;
  readonly context?: Readonly<Record<string, unknown>>;
}

/** The CDK app of one workspace: one stack, checked by cdk-nag's AwsSolutions pack when it is synthesized. */
export const workspaceApp = ({ workspace, others, allowBreaking, outdir, context }: WorkspaceAppProps): App => {
  const app = new App({ ...(outdir === undefined ? {} : { outdir }), ...(context ? { context } : {}) });
  const readers: readonly Reader[] = others.filter(({ federates }) => federates.includes(workspace.name));
  const owners = others.filter(({ name }) => workspace.federates.includes(name));
  new WorkspaceStack(app, { workspace, readers, owners, allowBreaking: allowBreaking ?? false });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app, { verbose: true }));
  return app;
};
