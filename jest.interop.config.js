import base from './jest.config.js';

/** Tests with the readers that test/interop/run.ts installs; one after the other, because Spark wants memory. */
export default {
  ...base,
  roots: ['<rootDir>/test/interop'],
  testPathIgnorePatterns: [],
  maxWorkers: 1,
  testTimeout: 300_000,
};
