import {
  type AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  StartQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import type { QueryEngine, SqlRow, SqlValue } from '../../ports/queryEngine.ts';

/** Names the query, not its text or the engine's message: both may hold values. Athena's history shows them to whoever may. */
export class QueryFailed extends Error {
  readonly code = 'query_failed';
  /** Athena's own words, for the person who typed the query; never for logs. */
  readonly detail: string;
  constructor(id: string, state: string, type: number | undefined, detail: string | undefined) {
    super(`Athena query ${id} ended as ${state}${type === undefined ? '' : `, error type ${type}`}`);
    this.detail = detail ?? this.message;
  }
}

const sqlValue = (text: string | undefined, type: string): SqlValue => {
  if (text === undefined) return null;
  switch (type) {
    case 'boolean':
      return text === 'true';
    case 'bigint': {
      const exact = BigInt(text);
      return Number.isSafeInteger(Number(exact)) ? Number(exact) : exact;
    }
    case 'tinyint':
    case 'smallint':
    case 'integer':
    case 'float':
    case 'real':
    case 'double':
      return Number(text);
    default:
      return text;
  }
};

const longestPauseMs = 2000;

/** Athena over one workgroup, which sets where results go, how they are encrypted and how much a query may scan. */
export const athenaEngine = (athena: AthenaClient, workGroup: string): QueryEngine => {
  const run = async (sql: string): Promise<string> => {
    const { QueryExecutionId: id } = await athena.send(
      new StartQueryExecutionCommand({ QueryString: sql, WorkGroup: workGroup }),
    );
    for (let pauseMs = 100; ; pauseMs = Math.min(longestPauseMs, pauseMs * 1.5)) {
      await new Promise(resolve => setTimeout(resolve, pauseMs));
      const { QueryExecution } = await athena.send(new GetQueryExecutionCommand({ QueryExecutionId: id! }));
      const { State, AthenaError, StateChangeReason } = QueryExecution?.Status ?? {};
      if (State === 'SUCCEEDED') return id!;
      if (State === 'FAILED' || State === 'CANCELLED') {
        throw new QueryFailed(id!, State, AthenaError?.ErrorType, StateChangeReason);
      }
    }
  };
  return {
    dialect: 'athena',
    execute: async sql => {
      await run(sql);
    },
    query: async sql => {
      const QueryExecutionId = await run(sql);
      const rows: SqlRow[] = [];
      let NextToken: string | undefined;
      let header = true;
      do {
        const page = await athena.send(new GetQueryResultsCommand({ QueryExecutionId, NextToken }));
        const columns = page.ResultSet?.ResultSetMetadata?.ColumnInfo ?? [];
        for (const { Data } of page.ResultSet?.Rows ?? []) {
          // The first row of a SELECT repeats the names of its columns.
          if (header) {
            header = false;
            continue;
          }
          rows.push(
            Object.fromEntries(columns.map(({ Name, Type }, i) => [Name!, sqlValue(Data?.[i]?.VarCharValue, Type!)])),
          );
        }
        NextToken = page.NextToken;
      } while (NextToken);
      return rows;
    },
  };
};
