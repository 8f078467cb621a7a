import { readFileSync } from 'node:fs';
import { expect } from '@jest/globals';

/** The expected result of an event; events/README.md explains it. */
export type Expectation = {
  readonly function?: string;
  readonly workflow?: string;
  readonly output?: Readonly<Record<string, unknown>>;
  readonly output_pattern?: Readonly<Record<string, string>>;
  readonly error?: { readonly errorType: string; readonly errorMessage: string };
};

const EVENTS = new URL('../../../../events/', import.meta.url);

/** Names and expectations of the events for a function, or for the workflow. */
export function expectedEvents(kind: 'function' | 'workflow'): [string, Expectation][] {
  const all: Record<string, Expectation> = readJson('expected.json');
  return Object.entries(all).filter(([, expectation]) => expectation[kind] !== undefined);
}

export const eventPath = (name: string): string => new URL(name, EVENTS).pathname;

export const readEvent = (name: string): unknown => readJson(name);

/** Compares a result with `output` or `output_pattern`. */
export function expectOutput(result: unknown, { output, output_pattern }: Expectation): void {
  if (output !== undefined) {
    expect(result).toEqual(output);
    return;
  }
  const patterns = Object.entries(output_pattern ?? {});
  expect(patterns).not.toHaveLength(0);
  const fields = Object.entries(Object(result)).map(([name, value]) => [name, String(value)]);
  expect(Object.fromEntries(fields)).toEqual(
    Object.fromEntries(
      patterns.map(([name, pattern]) => [name, expect.stringMatching(`^(?:${pattern})$`)]),
    ),
  );
}

function readJson(name: string) {
  return JSON.parse(readFileSync(new URL(name, EVENTS), 'utf8'));
}
