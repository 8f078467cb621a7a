// Your own settings must not change the result of a test. Workers inherit this environment.
const SETTINGS = /^(AWS_|LAMBDA_|LOG_LEVEL$|NODE_OPTIONS$|POWERTOOLS_|_X_AMZN_)/;
for (const name of Object.keys(process.env)) if (SETTINGS.test(name)) delete process.env[name];

/** Native ES modules: swc removes the types, and nothing becomes CommonJS. */
export const transform = {
  '^.+\\.ts$': [
    '@swc/jest',
    { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'es6' } },
  ],
};

export default {
  roots: ['<rootDir>/functions', '<rootDir>/tests'],
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform,
  testMatch: ['**/*.test.ts'],
  restoreMocks: true,
};
