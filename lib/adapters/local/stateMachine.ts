import { StateMachine, type StateMachineDefinition } from 'aws-local-stepfunctions';

/** What a task state does here, by the state's name; gets and gives JSON. */
export type TaskHandlers = Readonly<Record<string, (input: never) => Promise<unknown>>>;

/** What an execution begins with. */
type JsonObject = { readonly [name: string]: string | boolean | JsonObject };

interface States {
  readonly [name: string]: {
    readonly Type: string;
    readonly Retry?: readonly unknown[];
    readonly ItemProcessor?: { readonly States: States };
  };
}

/** A state machine as lib/state-machines holds it. */
export interface StateMachineFile {
  readonly States: States;
}

/** Every task, inside maps too, with how many retriers it has. */
const tasks = (states: States): readonly { name: string; retriers: number }[] =>
  Object.entries(states).flatMap(([name, state]) => [
    ...(state.Type === 'Task' ? [{ name, retriers: state.Retry?.length ?? 0 }] : []),
    ...(state.ItemProcessor ? tasks(state.ItemProcessor.States) : []),
  ]);

const retryPauseMs = 50;

/** Fills the placeholders that CDK fills in AWS; what stands there is never called. */
const filled = (definition: unknown): StateMachineDefinition =>
  JSON.parse(
    JSON.stringify(definition).replace(/\$\{(\w+)\}/g, (_, name: string) =>
      name.endsWith('Arn') ? `arn:aws:lambda:us-east-1:000000000000:function:${name}` : name,
    ),
  ) as StateMachineDefinition;

/**
 * Runs a state machine of lib/state-machines in this process: the definition that AWS gets, with a local handler for
 * each task and with short pauses before retries. The handlers' answers are copied as JSON, as they would be in AWS.
 * @throws when a task has no handler: it would be called in AWS
 */
export const runStateMachine = async (
  definition: StateMachineFile,
  handlers: TaskHandlers,
  input: JsonObject = {},
): Promise<unknown> => {
  const all = tasks(definition.States);
  const missing = all.filter(({ name }) => !handlers[name]);
  if (missing.length > 0) throw new Error(`no local handler for ${missing.map(({ name }) => name).join(', ')}`);
  const execution = new StateMachine(filled(definition)).run(input, {
    // What AWS tells of the execution, as far as the definitions ask for it.
    context: { StateMachine: { Id: 'local' }, Execution: { Id: 'local' } },
    overrides: {
      taskResourceLocalHandlers: Object.fromEntries(
        all.map(({ name }) => [
          name,
          async (given: unknown) => JSON.parse(JSON.stringify((await handlers[name]!(given as never)) ?? null)),
        ]),
      ),
      retryIntervalOverrides: Object.fromEntries(
        all.map(({ name, retriers }) => [name, new Array<number>(retriers).fill(retryPauseMs)]),
      ),
    },
  });
  return execution.result;
};
