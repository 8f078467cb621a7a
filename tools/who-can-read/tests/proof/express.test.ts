import { describe, expect, it } from '@jest/globals';
import { report } from '../../report/report.ts';
import { express } from './examples.ts';
import { changed, fingerprint } from './fingerprint.ts';
import { type Change, mutatedTemplate, resource, set } from './mutate.ts';
import { wrongExpress } from './mutations/express.ts';
import { compact, readersTable, table } from './tables.ts';

// docs/guides/who-can-read.md explains the columns. The test assumes that the caller in the template's
// parameter has the IAM permissions to read.

describe('the express workflow', () => {
  it('can be read by exactly these principals', () => {
    expect(compact(readersTable(report(express.accessModel())))).toBe(
      table(`
                                                 workflow  decrypt  delivery  logs  table  steps
      ExpressStateMachineExecutionRole           -         yes      -         -     -      0
      arn:aws:iam::123456789012:role/Caller      yes       -        -         -     -      0
      root user                                  -         -        -         -     -      1
      an administrator                           -         -        -         -     -      1
      an administrator (IAM user)                -         -        -         -     -      1
      a power user (all but IAM)                 -         -        -         -     -      1
      a role with full access to KMS             -         -        -         -     -      1
      a role with full access to Step Functions  -         -        -         -     -      1
      a deployer of this stack                   -         -        -         -     -      1
      a role with full access to IAM             -         -        -         -     -      2
      14 others                                  -         -        -         -     -      -
      `),
    );
  });
});

describe('an express workflow that', () => {
  const right = fingerprint(express.accessModel());
  const wrong = (change: Change) =>
    fingerprint(mutatedTemplate(express.template, express.place, express.parameters, change));

  // id: wrong-express-stack-caught
  it.each(wrongExpress.map((one) => [one.name, one] as const))('%s is caught', (_, mutation) => {
    const found = changed(right, wrong(mutation.change));

    expect(found).not.toEqual([]);
    expect(found).toEqual(mutation.shows);
  });

  it('has another description is accepted', () => {
    const described = resource('ExpressStateMachineExecutionRole', set('Description', 'Another'));
    expect(changed(right, wrong(described))).toEqual([]);
  });
});
