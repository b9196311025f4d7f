/** Exit codes: all is well; failures in the data; wrong use. */
export const exit = { ok: 0, dataFailure: 1, wrongUse: 2 } as const;

/** The command was used wrongly, or its configuration is wrong. The message says what, where and the remedy. */
export class WrongUse extends Error {}
