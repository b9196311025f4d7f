import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
}

export interface Synthesized {
  readonly code: number;
  readonly said: string;
  /** Undefined where nothing was synthesized. */
  readonly template?: { readonly Resources: Readonly<Record<string, Resource>> };
  /** Rules of cdk-nag that are broken. */
  readonly violations: readonly string[];
}

interface Report {
  readonly pluginReports: readonly { readonly violations: readonly { readonly ruleName: string }[] }[];
}

/** Runs the CDK app as `cdk synth` does, in a process of its own. */
export const synth = async (workspace: string, program = 'bin/app.ts', context: object = {}): Promise<Synthesized> => {
  const folder = mkdtempSync(join(tmpdir(), 'hushlake-synth-'));
  const settings = (JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8')) as { context: object }).context;
  try {
    const env = {
      ...process.env,
      NODE_OPTIONS: '',
      CDK_OUTDIR: folder,
      CDK_CONTEXT_JSON: JSON.stringify({ ...settings, workspace, ...context }),
    };
    const node = join(root, 'node_modules/.bin/node');
    const { status, said } = await new Promise<{ status: number; said: string }>(ended =>
      execFile(node, ['--disable-warning=ExperimentalWarning', program], { cwd: root, env }, (error, stdout, stderr) =>
        ended({ status: error ? Number(error.code ?? 1) : 0, said: stdout + stderr }),
      ),
    );
    const read = <T>(name: string): T | undefined => {
      const path = join(folder, name);
      return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as T) : undefined;
    };
    const template = read<NonNullable<Synthesized['template']>>(`hushlake-${workspace}.template.json`);
    const report = read<Report>('validation-report.json');
    return {
      code: status,
      said,
      ...(template ? { template } : {}),
      violations: (report?.pluginReports ?? []).flatMap(plugin => plugin.violations.map(found => found.ruleName)),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
