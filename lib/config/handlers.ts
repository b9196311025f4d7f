/** Every Lambda function: its name, the file under lambdas/ and the export that it calls. */
export const handlers = [
  { name: 'ingest', file: 'ingest', export: 'handler' },
  { name: 'full-load', file: 'fullLoad', export: 'handler' },
  { name: 'silver-discover', file: 'silver', export: 'discover' },
  { name: 'silver-plan', file: 'silver', export: 'plan' },
  { name: 'silver-check', file: 'silver', export: 'check' },
  { name: 'silver-record', file: 'silver', export: 'record' },
  { name: 'silver-record-failure', file: 'silver', export: 'recordFailure' },
  { name: 'silver-summarize', file: 'silver', export: 'summarize' },
  { name: 'freshness', file: 'freshness', export: 'handler' },
  { name: 'audit', file: 'audit', export: 'handler' },
  { name: 'expire', file: 'expire', export: 'handler' },
  { name: 'catalog', file: 'catalog', export: 'handler' },
] as const;

export type Handler = (typeof handlers)[number];
export type HandlerName = Handler['name'];
