import { rowKind } from '../core/subject.ts';
import { contractVersion } from './contractVersion.ts';
import { columnType, freshnessPromise, inSeconds } from './quantities.ts';
import { checksumColumns } from './rules/rule.ts';
import type { AuthoredTable } from './schema/table.ts';
import type {
  ContractColumn,
  RawFormat,
  ScrubOptions,
  SecondStage,
  Subject,
  TableCheck,
  TableContract,
} from './tableContract.ts';
import type { Workspace } from './workspace.ts';

const contractColumns = (
  columns: NonNullable<AuthoredTable['columns']>,
  identity: readonly string[],
): readonly ContractColumn[] =>
  Object.entries(columns).map(([name, { type, nullable, description, classification, checks }]) => ({
    name,
    type: columnType(type),
    nullable: (nullable ?? true) && !identity.includes(name),
    ...(description === undefined ? {} : { description }),
    ...(classification === undefined ? {} : { classification }),
    checks: checks ?? {},
  }));

const tableCheck = ({ name, unique, row_count, sql }: NonNullable<AuthoredTable['checks']>[number]): TableCheck =>
  unique
    ? { name, kind: 'unique', columns: unique }
    : sql !== undefined
      ? { name, kind: 'sql', sql }
      : { name, kind: 'row_count', ...row_count };

/** A bare MD5 of a short private text can be guessed: the secret goes in wherever a listed column is protected. */
const checksum = (table: AuthoredTable): TableContract['checksum'] => {
  if (!table.md5_checksum) return undefined;
  const columns = checksumColumns(table);
  const hidden = [table.encrypted, table.scrubbing, table.pseudonymized].flatMap(list => list ?? []);
  const asked = Array.isArray(table.md5_checksum) ? undefined : table.md5_checksum.keyed;
  return { columns, keyed: asked ?? columns.some(column => hidden.includes(column)) };
};

const secondStage = ({ secondStage: stage }: TablePlace['workspace']): SecondStage | undefined =>
  stage && {
    sha256: stage.sha256,
    labels: stage.labels,
    threshold: stage.threshold,
    when: stage.when,
    maxTokens: stage.maxTokens,
  };

/** Only what differs from the default: an option that says the default makes no new version. */
const scrubOptions = ({ scrubbing_options: options }: AuthoredTable): ScrubOptions | undefined => {
  const asked: ScrubOptions = {
    ...(options?.ages === 'redact' ? { ages: 'redact' } : {}),
    ...(options?.consistent_within === undefined ? {} : { consistentWithin: options.consistent_within }),
  };
  return Object.keys(asked).length > 0 ? asked : undefined;
};

/** What rows of a table are called, where rows of others belong to them. */
const subject = (
  authored: NonNullable<AuthoredTable['subject']>,
  { source, leads }: Pick<TablePlace, 'source' | 'leads'>,
): Subject => {
  const { column, person, through }: Exclude<AuthoredTable['subject'], string | undefined> =
    typeof authored === 'string' ? { column: authored } : authored;
  if (through !== undefined) return { column, kind: rowKind({ source, table: through }), through };
  return { column, kind: person ?? column, ...(leads ? { leads } : {}) };
};

/** Where a table comes from and goes to, as the workspace and its jobs say. */
export interface TablePlace {
  readonly workspace: Omit<Workspace, 'jobs' | 'tables'>;
  readonly source: string;
  readonly name: string;
  readonly bronzeSchema: string;
  readonly silverSchema: string;
  readonly format: RawFormat;
  /** The subject of another table leads through this one. */
  readonly leads: boolean;
}

/** A table that keeps every rule, with its defaults filled in. */
export const resolveTable = (table: AuthoredTable, place: TablePlace): TableContract => {
  const { workspace } = place;
  const identity = table.identity ?? [];
  const sum = checksum(table);
  const freshness = table.freshness ? freshnessPromise(table.freshness) : workspace.freshness;
  const second = table.scrubbing?.length ? secondStage(workspace) : undefined;
  const options = scrubOptions(table);
  const retention = { ...workspace.retention, ...inSeconds(table.retention) };
  const contract: Omit<TableContract, 'version'> = {
    workspace: workspace.name,
    source: place.source,
    table: place.name,
    bronzeSchema: place.bronzeSchema,
    silverSchema: place.silverSchema,
    ...(table.description === undefined ? {} : { description: table.description }),
    ...(table.owner === undefined ? {} : { owner: table.owner }),
    shortForm: table.columns === undefined,
    columns: contractColumns(table.columns ?? {}, identity),
    identity,
    encrypted: table.encrypted ?? [],
    scrubbed: table.scrubbing ?? [],
    ...(options ? { scrubOptions: options } : {}),
    pseudonymized: table.pseudonymized ?? [],
    dropped: table.dropped ?? [],
    ...(sum ? { checksum: sum } : {}),
    schemaEvolution: table.schema_evolution ?? 'rescue',
    orderBy: table.order_by ?? [],
    ...(table.delete_when
      ? {
          deleteWhen: Object.fromEntries(
            Object.entries(table.delete_when).map(([column, values]) => [
              column,
              Array.isArray(values) ? values : [values],
            ]),
          ),
        }
      : {}),
    history: table.history ?? 'none',
    partitionBy: table.partition_by ?? [],
    ...(freshness ? { freshness } : {}),
    ...(table.volume
      ? { volume: { expectedRows: table.volume.expected_rows, tolerance: table.volume.tolerance } }
      : {}),
    checks: (table.checks ?? []).map(tableCheck),
    ...(Object.keys(retention).length > 0 ? { retention } : {}),
    locales: table.locales ?? workspace.locales,
    ...(second ? { secondStage: second } : {}),
    ...(table.subject === undefined ? {} : { subject: subject(table.subject, place) }),
    format: place.format,
  };
  return { ...contract, version: contractVersion(contract) };
};
