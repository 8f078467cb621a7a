import { spawn } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { editedText } from 'test-fixtures/fuzz/edited-text';
import { fuzz, TIMEOUT } from 'test-fixtures/fuzz/fuzz';
import { type Parsed, parsePage } from '../page/parse-page.ts';
import { planText } from '../plan.ts';
import { tinyPage } from './tiny-workshop.ts';

const PAGES = new URL('../../../workshop/pages/', import.meta.url);
const pages = readdirSync(PAGES).map((name) => readFileSync(new URL(name, PAGES), 'utf8'));
const small = [
  tinyPage('```sh run=operator error=AccessDenied wait=30s\necho $(touch ran)\n```'),
  tinyPage('```sh run=root exit=3\nfalse\n```\n\n```text expected\n...\nx\n```'),
  tinyPage('```json save=.aws-sam/lab/a.json only=local\n{}\n```'),
  tinyPage('> - ```sh manual="only a person"\n>   rm -r x\n>   ```'),
];

const TOKENS = [
  ...[
    '---\n',
    'state: ',
    'minutes: 5',
    'minutes: .inf',
    '*a',
    '&a ',
    '<<: *a',
    '!!x ',
    '? a\n',
    ': ',
  ],
  ...[
    '```sh run=root\n',
    '```',
    '~~~',
    '````',
    '```text expected\n',
    '```json save=a\n',
    '```\n```',
  ],
  ...['run=operator', 'error=X', 'exit=0', 'wait=99999s', 'timeout=1m', 'manual=""', 'only=aws'],
  ...[
    'save=../../x',
    'name="unclosed',
    '__proto__=1',
    'constructor',
    '>',
    '- ',
    '1. ',
    '\t',
    '<details>',
  ],
  ...[
    '[a](b)',
    '![',
    '<!--',
    '-->',
    '&amp;',
    '\\',
    '\r\n',
    '\r',
    '\u0000',
    '\ufeff',
    '\u2028',
    '# ',
  ],
];
const text = fc.oneof(editedText(small, TOKENS), editedText(pages, TOKENS));

/** Returns the number of processes that an action started. */
function processesOf(work: () => void): number {
  let count = 0;
  const note = (): void => {
    count += 1;
  };
  subscribe('child_process', note);
  try {
    work();
  } finally {
    unsubscribe('child_process', note);
  }
  return count;
}

function read(page: string): Parsed {
  let found: Parsed = { page: undefined, problems: [] };
  const started = processesOf(() => {
    found = parsePage('workshop/pages/fuzz.md', page);
  });
  expect(started).toBe(0);
  return found;
}

describe('for any page', () => {
  it(
    'the runner reads the page or reports a problem with its line, and does not start a process',
    () =>
      fuzz(
        text,
        (one) => {
          const { page, problems } = read(one);
          const lines = one.split(/\r\n|\r|\n/).length;
          for (const { line, message } of problems) {
            expect(message.trim()).not.toBe('');
            expect(Number.isInteger(line) && line >= 1 && line <= lines).toBe(true);
          }
          if (!page) expect(problems.length).toBeGreaterThan(0);
          else for (const place of ['local', 'aws'] as const) planText(page, place);
        },
        [20261124, 1, 2],
      ),
    TIMEOUT,
  );

  it('has each result often enough to be a test', () => {
    const found = fc.sample(text, { numRuns: 150, seed: 7 }).map(read);

    expect(found.filter(({ page }) => page && page.steps.length > 0).length).toBeGreaterThan(8);
    expect(found.filter(({ problems }) => problems.length > 0).length).toBeGreaterThan(30);
  });

  it('a started process is detected', () => {
    expect(processesOf(() => void spawn('true'))).toBe(1);
  });
});
