import { setTimeout as pause } from 'node:timers/promises';
import { ListExecutionsCommand, type SFNClient } from '@aws-sdk/client-sfn';

/** How often it is looked whether merges have ended. */
const lookEveryMs = 5000;

/** Merges into silver go on for longer than the caller can wait. */
export class SilverNotAtRest extends Error {
  readonly code = 'silver_not_at_rest';
}

/**
 * Resolves when no execution of silver's state machine runs, or none that began before some moment.
 * @throws SilverNotAtRest after so many milliseconds
 */
export const silverAtRest = async (
  states: SFNClient,
  stateMachineArn: string,
  { longestMs, beganBefore }: { readonly longestMs: number; readonly beganBefore?: Date },
): Promise<void> => {
  const until = Date.now() + longestMs;
  for (;;) {
    const { executions = [] } = await states.send(
      new ListExecutionsCommand({ stateMachineArn, statusFilter: 'RUNNING' }),
    );
    if (!executions.some(({ startDate }) => !beganBefore || startDate! <= beganBefore)) return;
    if (Date.now() > until) throw new SilverNotAtRest('silver is being built: try again later');
    await pause(lookEveryMs);
  }
};
