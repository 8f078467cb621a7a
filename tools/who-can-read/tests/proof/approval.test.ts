import { describe, expect, it } from '@jest/globals';
import { report } from '../../report/report.ts';
import { approval } from './examples.ts';
import { changed, fingerprint } from './fingerprint.ts';
import { type Change, mutatedTemplate, resource, set } from './mutate.ts';
import { wrongApprovals } from './mutations/approval.ts';
import { activityTable, compact, readersTable, table } from './tables.ts';

// docs/guides/who-can-read.md explains the columns.

describe('the approval of large trades, with its encrypted activity', () => {
  const given = approval.accessModel();

  it('can be read by exactly these principals', () => {
    expect(compact(readersTable(report(given)))).toBe(
      table(`
                                                 workflow  decrypt  activity  delivery  logs  table  steps
      ApprovalStateMachineExecutionRole          -         yes      yes       -         -     -      0
      ApprovalWorkerRole                         -         -        yes       -         -     -      0
      arn:aws:iam::123456789012:user/approver    -         -        -         -         -     -      1
      root user                                  -         -        -         -         -     -      1
      an administrator                           -         -        -         -         -     -      1
      an administrator (IAM user)                -         -        -         -         -     -      1
      a power user (all but IAM)                 -         -        -         -         -     -      1
      a role with full access to KMS             -         -        -         -         -     -      1
      a role with full access to Step Functions  -         -        -         -         -     -      1
      a deployer of this stack                   -         -        -         -         -     -      1
      a role with full access to IAM             -         -        -         -         -     -      2
      14 others                                  -         -        -         -         -     -      -
      `),
    );
  });

  // id: proof-activity
  it('gives its tasks only to the worker', () => {
    const [activity, ...others] = given.activities;
    if (!activity) throw new Error('There is no activity.');
    expect(others).toEqual([]);
    expect(compact(activityTable(given, activity))).toBe(
      table(`
                                         takes tasks  decrypt  generate  grant
      ApprovalStateMachineExecutionRole  -            yes      yes       -
      ApprovalWorkerRole                 yes          -        -         -
      23 others                          -            -        -         -
      `),
    );
  });
});

describe('an approval that', () => {
  const right = fingerprint(approval.accessModel());
  const wrong = (change: Change) =>
    fingerprint(mutatedTemplate(approval.template, approval.place, approval.parameters, change));

  // id: wrong-activity-stack-caught
  it.each(wrongApprovals.map((one) => [one.name, one] as const))('%s is caught', (_, mutation) => {
    const found = changed(right, wrong(mutation.change));

    expect(found).not.toEqual([]);
    expect(found).toEqual(mutation.shows);
  });

  it('has another description is accepted', () => {
    const described = resource('ApprovalWorkerRole', set('Description', 'Another'));
    expect(changed(right, wrong(described))).toEqual([]);
  });
});
