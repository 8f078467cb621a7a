/**
 * The few functions of `@jest/globals` that the tests of the mutated files use, in one process: Jest
 * itself takes seconds to start, and there are thousands of mutants. The first failure ends a run.
 */
import { expect } from 'expect';
import { ModuleMocker } from 'jest-mock';

export { expect };

type Body = () => unknown;
type Hooks = Record<'beforeAll' | 'beforeEach' | 'afterEach' | 'afterAll', Body[]>;
type Suite = Hooks & { parent?: Suite; tests: Body[]; suites: Suite[] };

const newSuite = (parent?: Suite): Suite => ({
  ...{ beforeAll: [], beforeEach: [], afterEach: [], afterAll: [], tests: [], suites: [] },
  ...(parent ? { parent } : {}),
});
let current = newSuite();

const withEach = <F extends (name: string, body: (...values: never[]) => unknown) => void>(
  add: F,
) =>
  Object.assign(add, {
    each:
      (rows: readonly unknown[]) => (_name: string, body: (...values: unknown[]) => unknown) => {
        for (const row of rows) add('', () => body(...(Array.isArray(row) ? row : [row])));
      },
  });

export const describe = withEach((_name: string, body: Body): void => {
  const suite = newSuite(current);
  current.suites.push(suite);
  current = suite;
  body();
  current = suite.parent ?? suite;
});
export const it = withEach((_name: string, body: Body): void => void current.tests.push(body));
export const test = it;
export const beforeAll = (body: Body): void => void current.beforeAll.push(body);
export const beforeEach = (body: Body): void => void current.beforeEach.push(body);
export const afterEach = (body: Body): void => void current.afterEach.push(body);
export const afterAll = (body: Body): void => void current.afterAll.push(body);

const mocker = new ModuleMocker(globalThis);
export const jest = {
  fn: mocker.fn.bind(mocker),
  spyOn: mocker.spyOn.bind(mocker),
  setTimeout: (): void => {},
};

/**
 * Loads a test file and runs its tests in order.
 *
 * @throws what the first failing test throws.
 */
export async function runTests(load: () => Promise<unknown>): Promise<void> {
  current = newSuite();
  const root = current;
  await load();
  await runSuite(root);
}

async function runSuite(suite: Suite): Promise<void> {
  for (const hook of suite.beforeAll) await hook();
  try {
    for (const body of suite.tests) await runTest(suite, body);
    for (const inner of suite.suites) await runSuite(inner);
  } finally {
    for (const hook of suite.afterAll) await hook();
  }
}

async function runTest(suite: Suite, body: Body): Promise<void> {
  const chain: Suite[] = [];
  for (let one: Suite | undefined = suite; one; one = one.parent) chain.unshift(one);
  try {
    for (const hook of chain.flatMap(({ beforeEach: hooks }) => hooks)) await hook();
    await body();
  } finally {
    for (const hook of chain.toReversed().flatMap(({ afterEach: hooks }) => hooks)) await hook();
    mocker.restoreAllMocks();
  }
}
