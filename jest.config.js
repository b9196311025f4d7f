/** TypeScript as ES modules: swc strips the types, Node's own loader does the rest. */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  // Needs an emulator: `npm run test:aws`.
  testPathIgnorePatterns: ['<rootDir>/test/aws/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'es6' } },
    ],
  },
  watchman: false,
  testTimeout: 60_000,
  // Most of the time is spent in processes that the end-to-end tests start.
  maxWorkers: '100%',
};
