import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { PATHS } from 'helpers/project-paths';
import type { Check } from '../check.ts';
import { checks, TEMPLATES } from '../checks.ts';
import { selectChecks } from '../select-checks.ts';
import { SLOW_PATTERN, SLOW_TESTS } from '../slow-tests.ts';

const run = async (): Promise<void> => {};
const quick: Check = { name: 'quick', run };
const slow: Check = { name: 'slow', onlyWithAll: true, run };

describe('the checks of a run', () => {
  it('are the quick ones without --all, and the others are named', () => {
    expect(selectChecks([quick, slow], [], false)).toEqual({
      chosen: [quick],
      onlyWithAll: ['slow'],
      unknown: [],
    });
  });

  it('are all of them with --all', () => {
    expect(selectChecks([quick, slow], [], true)).toMatchObject({
      chosen: [quick, slow],
      onlyWithAll: [],
    });
  });

  it('are those that the command names, including slow ones', () => {
    expect(selectChecks([quick, slow], ['slow'], false).chosen).toEqual([slow]);
  });

  it('do not include an unknown name', () => {
    expect(selectChecks([quick, slow], ['tests', 'quick'], false).unknown).toEqual(['tests']);
  });
});

describe('the list of checks', () => {
  it('has unique names', () => {
    const names = checks.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
  });

  it('runs each test script of tools/package.json with --all, and names them without it', () => {
    const { onlyWithAll } = selectChecks(checks, [], false);
    expect(onlyWithAll).toEqual(expect.arrayContaining(['test:copy', 'test:packed']));
  });

  it.each(TEMPLATES)('checks a template that exists: %s', (template) => {
    expect(existsSync(join(PATHS.root, template))).toBe(true);
  });
});

describe('the slow tests', () => {
  it.each(SLOW_TESTS)('exist: %s', (path) => {
    expect(existsSync(join(PATHS.root, 'tools', path))).toBe(true);
  });

  it('match the pattern, and the deployment test of npm test does not', () => {
    const pattern = new RegExp(SLOW_PATTERN.replace('<rootDir>', '/clone/tools'));
    expect('/clone/tools/local-aws/tests/commands.test.ts').toMatch(pattern);
    expect('/clone/tools/local-aws/tests/stacks/express/run.test.ts').toMatch(pattern);
    expect('/clone/tools/local-aws/tests/stack.test.ts').not.toMatch(pattern);
    expect('/clone/tools/local-aws/tests/stack/build.test.ts').not.toMatch(pattern);
  });
});
