import type { FaultCode } from '../core/faults.ts';

/** The object as a whole cannot be read further: cut short, corrupt, or a bomb. What was read before stands. */
export class StreamFault extends Error {
  readonly fault: FaultCode;
  constructor(fault: FaultCode) {
    super(fault);
    this.fault = fault;
  }
}
