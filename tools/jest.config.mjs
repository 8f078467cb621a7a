import { availableParallelism } from 'node:os';
import { transform } from '../jest.config.mjs';
import { isAllowed } from './helpers/program-environment.ts';

// Your own settings must not change the result of a test. Workers inherit this environment.
for (const name of Object.keys(process.env)) if (!isAllowed(name)) delete process.env[name];

export default {
  // One worker a core: most tests wait for programs.
  maxWorkers: availableParallelism(),
  // A worker keeps what its test files loaded, and a large process starts others slowly.
  workerIdleMemoryLimit: '350MB',
  testEnvironment: 'node',
  testEnvironmentOptions: { exportConditions: ['source', 'node', 'node-addons'] },
  // Jest takes the compiled package where one was built, which can be older than its sources.
  moduleNameMapper: {
    '^who-can-read$': '<rootDir>/who-can-read/index.ts',
    '^key-gateway$': '<rootDir>/key-gateway/index.ts',
  },
  extensionsToTreatAsEsm: ['.ts'],
  transform,
  testMatch: ['<rootDir>/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  // Many tests start programs, and two cores can be busy with others.
  testTimeout: 60_000,
  restoreMocks: true,
};
