/** TypeScript as ES modules: swc strips the types, Node's own loader does the rest. */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  // They need an emulator, or Spark: `npm run test:aws`, `npm run test:interop`.
  testPathIgnorePatterns: ['<rootDir>/test/aws/', '<rootDir>/test/interop/'],
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
