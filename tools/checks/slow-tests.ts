/**
 * Tests that `npm test` leaves out and `npm test -- --all` runs: folders and files below tools/. Each
 * needs five seconds of processor time or more, because it starts a CLI many times, installs packages,
 * evaluates a template again for each of many changes, evaluates thousands of roles, or asks the
 * console about each principal of a deployed stack.
 */
export const SLOW_TESTS: readonly string[] = [
  'bench/tests/cold-start.test.ts',
  'bench/tests/container.test.ts',
  'bench/tests/run-command.test.ts',
  'checks/tests/mutation-runner.test.ts',
  'endurance/tests/endurance.test.ts',
  'key-gateway/tests/command-line.test.ts',
  'key-gateway/tests/forgetful-stacks.test.ts',
  'lab-runner/tests/fuzz.test.ts',
  'lab-runner/tests/mistakes.test.ts',
  'lab-runner/tests/run/',
  'lab-runner/tests/verify/auditor-statement.test.ts',
  'local-aws/tests/commands.test.ts',
  'local-aws/tests/console/explain-denial.test.ts',
  'local-aws/tests/console/principal-access.test.ts',
  'local-aws/tests/console/protecting-keys.test.ts',
  'local-aws/tests/deployments.test.ts',
  'local-aws/tests/deploys-with-deployer-policy.test.ts',
  'local-aws/tests/ended-through-npm.test.ts',
  'local-aws/tests/folder-name.test.ts',
  'local-aws/tests/fresh-clone.test.ts',
  'local-aws/tests/identities.test.ts',
  'local-aws/tests/output-lost.test.ts',
  'local-aws/tests/security-account/accounts.test.ts',
  'local-aws/tests/stacks/',
  'local-aws/tests/who-can-read/',
  'who-can-read/tests/escalation/large-account.test.ts',
  'who-can-read/tests/proof/foreign-mutations.test.ts',
  'who-can-read/tests/proof/mutations.test.ts',
];

/** A pattern for Jest that matches the path of a slow test. */
export const SLOW_PATTERN = `<rootDir>/(${SLOW_TESTS.join('|').replaceAll('.', '\\.')})`;
