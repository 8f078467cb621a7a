import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { findEscalationPaths } from '../../escalation/escalation.ts';
import { type AccountCase, accountOf, arnOf } from './account.ts';

interface Case {
  readonly name: string;
  readonly account: AccountCase;
  readonly who: string;
  /** Null: the search must find no path. */
  readonly steps: readonly string[] | null;
  readonly answer?: 'yes' | 'unknown';
  readonly dependsOn?: readonly string[];
}

const cases: readonly Case[] = JSON.parse(
  readFileSync(new URL('cases.json', import.meta.url), 'utf8'),
);

describe('the escalation path', () => {
  // id: escalation-cases
  it.each(cases.map((one) => [one.name, one] as const))('%s', (_, { account, who, ...one }) => {
    const way = findEscalationPaths(accountOf(account)).get(arnOf(who));

    expect(way ?? null).toEqual(
      one.steps === null
        ? null
        : {
            steps: one.steps,
            answer: one.answer ?? 'yes',
            ...(one.dependsOn ? { dependsOn: one.dependsOn } : {}),
          },
    );
  });

  it('has cases with unique names', () => {
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  });

  it('does not have steps for the execution role, because it can read', () => {
    const model = accountOf({ identities: {} });
    const [role] = model.subjects;

    expect(findEscalationPaths(model).get(role?.id ?? '')).toEqual({ steps: [], answer: 'yes' });
  });
});
