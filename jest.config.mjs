import { availableParallelism } from 'node:os';

/** Native ES modules: TypeScript is stripped by swc, nothing is turned into CommonJS. */
const transform = {
  '^.+\\.ts$': [
    '@swc/jest',
    { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'es6' } },
  ],
};

// One worker a core: much of what a test does is to wait for programs.
const maxWorkers = availableParallelism();

export default {
  maxWorkers,
  // What a test file has loaded is not given back, and a large process starts others slowly.
  workerIdleMemoryLimit: '350MB',
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform,
  testMatch: ['<rootDir>/tests/**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/.aws-sam/'],
  // Many tests start programs, and two cores may be busy with others.
  testTimeout: 60_000,
  restoreMocks: true,
};
