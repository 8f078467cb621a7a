import { describe, expect, it } from '@jest/globals';
import { report } from '../../report/report.ts';
import { accessModel, underForeignKey } from './access-models.ts';
import { apiTable, changes, readersTable, table } from './tables.ts';

describe('the template under the key of stacks/security-account/template.yaml', () => {
  const given = underForeignKey(true);

  it('changes these rows of the unchanged template', () => {
    expect(changes(readersTable(report(given)), readersTable(report(accessModel())))).toBe(
      table(`
                                        workflow  decrypt  delivery  logs  table  steps
      root user of 111111111111         -         -        -         -     -      1
      an administrator of 111111111111  -         -        -         -     -      1
      a role with full access to IAM    -         -        -         -     -      1
      a role with full access to KMS    -         -        -         -     -      -
      `),
    );
  });

  it('changes these answers of the Step Functions API', () => {
    expect(changes(apiTable(given), apiTable(accessModel()))).toBe(
      table(`
                                        create  update  read  run  sync  control  report  activity  worker  look  change  metadata
      root user of 111111111111         iam     iam     iam   iam  iam   iam      iam     iam       iam     iam   iam     iam
      an administrator of 111111111111  iam     iam     iam   iam  iam   iam      iam     iam       iam     iam   iam     iam
      `),
    );
  });
});

describe('the template under a key with an unknown policy', () => {
  const given = underForeignKey(false);

  it('has an unknown answer for each principal that might be a reader', () => {
    expect(readersTable(report(given))).toBe(
      table(`
                                                       workflow  decrypt  delivery  logs  table  steps
      StockTradingStateMachineExecutionRole            -         ?        -         -     -      0?
      root user                                        ?         ?        ?         yes   yes    1
      delivery.logs.amazonaws.com                      -         ?        ?         -     -      0?
      logs.us-east-1.amazonaws.com                     -         ?        ?         -     -      0?
      states.amazonaws.com                             -         ?        ?         -     -      0?
      lambda.amazonaws.com                             -         ?        ?         -     -      0?
      dynamodb.amazonaws.com                           -         ?        ?         -     -      0?
      cloudformation.amazonaws.com                     -         ?        ?         -     -      0?
      delivery.logs.amazonaws.com for another account  -         ?        ?         -     -      0?
      root user of 999999999999                        -         ?        ?         -     -      0?
      an administrator of 999999999999                 -         ?        ?         -     -      0?
      an administrator                                 ?         ?        ?         yes   yes    1
      an administrator (IAM user)                      ?         ?        ?         yes   yes    1
      a power user (all but IAM)                       ?         ?        ?         yes   yes    1
      a role with full access to KMS                   -         ?        ?         -     -      0?
      a deployer of this stack                         ?         ?        ?         yes   yes    1
      a role with read access to everything            ?         ?        ?         yes   yes    0?
      SaveFunctionRole                                 -         -        -         -     yes    -
      a role with full access to Step Functions        -         -        -         -     -      1
      a role with full access to IAM                   -         -        -         -     -      2
      CheckPriceFunctionRole                           -         -        -         -     -      -
      BuyFunctionRole                                  -         -        -         -     -      -
      SellFunctionRole                                 -         -        -         -     -      -
      a web identity                                   -         -        -         -     -      -
      an anonymous principal                           -         -        -         -     -      -
      a developer of other workflows                   -         -        -         -     -      -
      a user without policies                          -         -        -         -     -      -
      `),
    );
  });
});
