import type { Workspace } from './workspace.ts';

/** Zones of the lake with a bucket each; `results` holds what queries return, for a week. */
export const zones = ['raw', 'bronze', 'silver', 'quarantine', 'keys', 'results'] as const;
export type Zone = (typeof zones)[number];

/**
 * Names of everything in AWS that people, runbooks or other workspaces refer to. Fixed, so that a lake that outlived its
 * stack is found again.
 */
export const resourceNames = ({ name, account, region }: Pick<Workspace, 'name' | 'account' | 'region'>) => {
  const prefix = `hushlake-${name}`;
  return {
    stack: prefix,
    bucket: (zone: Zone | 'access-logs') => `${prefix}-${zone}-${account}-${region}`,
    lakeKeyAlias: `alias/${prefix}-lake`,
    cellKeyAlias: `alias/${prefix}-cells`,
    ledger: `${prefix}-ledger`,
    subjects: `${prefix}-subjects`,
    queue: `${prefix}-ingest`,
    deadLetterQueue: `${prefix}-ingest-dlq`,
    scheduleDeadLetterQueue: `${prefix}-schedule-dlq`,
    handler: (handler: string) => `${prefix}-${handler}`,
    silverMachine: `${prefix}-silver`,
    fullLoadMachine: `${prefix}-full-load`,
    workGroup: (whose?: string) => (whose === undefined ? prefix : `${prefix}-${whose}`),
    topic: `${prefix}-on-call`,
    dashboard: prefix,
    role: (principal: string) => `${prefix}-${principal}`,
    /** Of a function. The dot keeps it apart from every principal, whatever that is called. */
    functionRole: (handler: string) => `${prefix}.${handler}`,
    alarm: (...parts: readonly string[]) => [prefix, ...parts].join('-'),
    /** `catalog.schema` as the name of a Glue database. */
    database: (schema: string) => schema.replace('.', '_'),
  };
};

export type ResourceNames = ReturnType<typeof resourceNames>;
