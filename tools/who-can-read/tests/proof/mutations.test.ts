import { describe, expect, it } from '@jest/globals';
import { InvalidPolicyError } from '../../index.ts';
import { accessModel } from './access-models.ts';
import { changed, type Fingerprint, fingerprint } from './fingerprint.ts';
import { mutated } from './mutate.ts';
import { harmless, type Mutation, mutations } from './mutations/index.ts';

const untouched = fingerprint(accessModel());
const audited = fingerprint(
  accessModel({ AuditorRoleArn: 'arn:aws:iam::123456789012:role/Auditor' }),
);

const right = ({ parameters }: Mutation): Fingerprint => (parameters ? audited : untouched);

function shows(mutation: Mutation): readonly string[] {
  try {
    const wrong = fingerprint(mutated(mutation.change, mutation.parameters ?? {}));
    return changed(right(mutation), wrong);
  } catch (error) {
    if (error instanceof InvalidPolicyError) return ['rejected'];
    throw error;
  }
}

describe('a template that', () => {
  // id: wrong-templates-caught
  it.each(mutations.map((one) => [one.name, one] as const))('%s is caught', (_, mutation) => {
    const found = shows(mutation);

    expect(found).not.toEqual([]);
    expect(found).toEqual(mutation.shows);
  });

  it.each(harmless.map((one) => [one.name, one] as const))('%s is accepted', (_, { change }) => {
    expect(changed(untouched, fingerprint(mutated(change, {})))).toEqual([]);
  });

  it('has many mutations, each with a unique name', () => {
    const names = mutations.map(({ name }) => name);

    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThanOrEqual(25);
  });
});
