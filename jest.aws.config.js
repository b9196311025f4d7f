import base from './jest.config.js';

/** Tests against the emulator that test/aws/run.ts starts; one after the other, because they share its account. */
export default {
  ...base,
  roots: ['<rootDir>/test/aws'],
  testPathIgnorePatterns: [],
  maxWorkers: 1,
  testTimeout: 300_000,
};
