import { describe, expect, it } from '@jest/globals';
import { report } from '../../report/report.ts';
import { approval } from './examples.ts';
import { changed, fingerprint } from './fingerprint.ts';
import { type Change, mutatedTemplate, resource, set } from './mutate.ts';
import { wrongApprovals } from './mutations/approval.ts';
import { activityTable, readersTable, table } from './tables.ts';

// docs/guides/who-can-read.md explains the columns.

describe('the approval of large trades, with its encrypted activity', () => {
  const given = approval.accessModel();

  it('can be read by exactly these principals', () => {
    expect(readersTable(report(given))).toBe(
      table(`
                                                       workflow  decrypt  activity  delivery  logs  table  steps
      ApprovalStateMachineExecutionRole                -         yes      yes       -         -     -      0
      ApprovalWorkerRole                               -         -        yes       -         -     -      0
      arn:aws:iam::123456789012:user/approver          -         -        -         -         -     -      1
      root user                                        -         -        -         -         -     -      1
      an administrator                                 -         -        -         -         -     -      1
      an administrator (IAM user)                      -         -        -         -         -     -      1
      a power user (all but IAM)                       -         -        -         -         -     -      1
      a role with full access to KMS                   -         -        -         -         -     -      1
      a role with full access to Step Functions        -         -        -         -         -     -      1
      a deployer of this stack                         -         -        -         -         -     -      1
      a role with full access to IAM                   -         -        -         -         -     -      2
      delivery.logs.amazonaws.com                      -         -        -         -         -     -      -
      logs.us-east-1.amazonaws.com                     -         -        -         -         -     -      -
      states.amazonaws.com                             -         -        -         -         -     -      -
      lambda.amazonaws.com                             -         -        -         -         -     -      -
      dynamodb.amazonaws.com                           -         -        -         -         -     -      -
      cloudformation.amazonaws.com                     -         -        -         -         -     -      -
      delivery.logs.amazonaws.com for another account  -         -        -         -         -     -      -
      root user of 999999999999                        -         -        -         -         -     -      -
      an administrator of 999999999999                 -         -        -         -         -     -      -
      a web identity                                   -         -        -         -         -     -      -
      an anonymous principal                           -         -        -         -         -     -      -
      a developer of other workflows                   -         -        -         -         -     -      -
      a role with read access to everything            -         -        -         -         -     -      -
      a user without policies                          -         -        -         -         -     -      -
      `),
    );
  });

  // id: proof-activity
  it('gives its tasks only to the worker', () => {
    const [activity, ...others] = given.activities;
    if (!activity) throw new Error('There is no activity.');
    expect(others).toEqual([]);
    expect(activityTable(given, activity)).toBe(
      table(`
                                                       takes tasks  decrypt  generate  grant
      ApprovalStateMachineExecutionRole                -            yes      yes       -
      ApprovalWorkerRole                               yes          -        -         -
      arn:aws:iam::123456789012:user/approver          -            -        -         -
      root user                                        -            -        -         -
      delivery.logs.amazonaws.com                      -            -        -         -
      logs.us-east-1.amazonaws.com                     -            -        -         -
      states.amazonaws.com                             -            -        -         -
      lambda.amazonaws.com                             -            -        -         -
      dynamodb.amazonaws.com                           -            -        -         -
      cloudformation.amazonaws.com                     -            -        -         -
      delivery.logs.amazonaws.com for another account  -            -        -         -
      root user of 999999999999                        -            -        -         -
      an administrator of 999999999999                 -            -        -         -
      a web identity                                   -            -        -         -
      an anonymous principal                           -            -        -         -
      an administrator                                 -            -        -         -
      an administrator (IAM user)                      -            -        -         -
      a power user (all but IAM)                       -            -        -         -
      a role with full access to KMS                   -            -        -         -
      a role with full access to Step Functions        -            -        -         -
      a deployer of this stack                         -            -        -         -
      a developer of other workflows                   -            -        -         -
      a role with full access to IAM                   -            -        -         -
      a role with read access to everything            -            -        -         -
      a user without policies                          -            -        -         -
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
