import { describe, expect, it } from '@jest/globals';
import { report } from '../../report/report.ts';
import { accessModel } from './access-models.ts';
import { apiTable, compact, keyTable, leftOut, readersTable, table } from './tables.ts';

// docs/guides/who-can-read.md explains the columns of the first table. Values of the second table:
// iam: the caller's own policies deny; key: the key denies; data: the answer has the definition or
// execution data; ok: the call succeeded, or the answer has only metadata. tables.ts has the groups.

describe('the tables', () => {
  it('have a row for every API and every permission', () => {
    expect(leftOut).toEqual({ apis: [], operations: [] });
  });
});

describe('the unchanged template', () => {
  const given = accessModel();

  // id: proof-readers
  it('can be read by exactly these principals', () => {
    expect(readersTable(report(given))).toBe(
      table(`
                                                       workflow  decrypt  delivery  logs  table  steps
      StockTradingStateMachineExecutionRole            -         yes      -         -     -      0
      delivery.logs.amazonaws.com                      -         -        yes       -     -      -
      SaveFunctionRole                                 -         -        -         -     yes    -
      root user                                        -         -        -         yes   yes    1
      an administrator                                 -         -        -         yes   yes    1
      an administrator (IAM user)                      -         -        -         yes   yes    1
      a power user (all but IAM)                       -         -        -         yes   yes    1
      a deployer of this stack                         -         -        -         yes   yes    1
      a role with read access to everything            -         -        -         yes   yes    -
      a role with full access to KMS                   -         -        -         -     -      1
      a role with full access to Step Functions        -         -        -         -     -      1
      a role with full access to IAM                   -         -        -         -     -      2
      CheckPriceFunctionRole                           -         -        -         -     -      -
      BuyFunctionRole                                  -         -        -         -     -      -
      SellFunctionRole                                 -         -        -         -     -      -
      logs.us-east-1.amazonaws.com                     -         -        -         -     -      -
      states.amazonaws.com                             -         -        -         -     -      -
      lambda.amazonaws.com                             -         -        -         -     -      -
      dynamodb.amazonaws.com                           -         -        -         -     -      -
      cloudformation.amazonaws.com                     -         -        -         -     -      -
      delivery.logs.amazonaws.com for another account  -         -        -         -     -      -
      root user of 999999999999                        -         -        -         -     -      -
      an administrator of 999999999999                 -         -        -         -     -      -
      a web identity                                   -         -        -         -     -      -
      an anonymous principal                           -         -        -         -     -      -
      a developer of other workflows                   -         -        -         -     -      -
      a user without policies                          -         -        -         -     -      -
      `),
    );
  });

  // id: proof-step-functions
  it('has this answer for every Step Functions API', () => {
    expect(compact(apiTable(given))).toBe(
      table(`
                                                 create  update  read  run  sync  control  report  activity  worker  look  change  metadata
      root user                                  ok      ok      key   ok   key   ok       ok      ok        key     ok    ok      ok
      an administrator                           ok      ok      key   ok   key   ok       ok      ok        key     ok    ok      ok
      an administrator (IAM user)                ok      ok      key   ok   key   ok       ok      ok        key     ok    ok      ok
      a power user (all but IAM)                 ok      ok      key   ok   key   ok       ok      ok        key     ok    ok      ok
      a role with full access to Step Functions  key     key     key   ok   key   ok       ok      key       key     ok    ok      ok
      a deployer of this stack                   ok      ok      key   ok   key   ok       ok      ok        key     ok    ok      ok
      a developer of other workflows             key     iam     iam   ok   iam   iam      iam     iam       iam     iam   iam     iam
      a role with read access to everything      iam     iam     key   iam  iam   iam      iam     iam       iam     ok    iam     ok
      19 others                                  iam     iam     iam   iam  iam   iam      iam     iam       iam     iam   iam     iam
      `),
    );
  });

  // id: proof-kms
  it('allows exactly these principals to call KMS directly', () => {
    expect(compact(keyTable(given))).toBe(
      table(`
                                             decrypt  generate  use  grant  describe  policy  look  administer  rare  rest
      StockTradingStateMachineExecutionRole  yes      yes       -    -      -         -       -     -           -     -
      root user                              -        -         -    -      yes       yes     yes   yes         -     -
      an administrator                       -        -         -    -      yes       yes     yes   yes         -     -
      an administrator (IAM user)            -        -         -    -      yes       yes     yes   yes         -     -
      a power user (all but IAM)             -        -         -    -      yes       yes     yes   yes         -     -
      a role with full access to KMS         -        -         -    -      yes       yes     yes   yes         -     -
      a deployer of this stack               -        -         -    -      yes       -       -     -           -     -
      a role with read access to everything  -        -         -    -      yes       -       yes   -           -     -
      19 others                              -        -         -    -      -         -       -     -           -     -
      `),
    );
  });
});
