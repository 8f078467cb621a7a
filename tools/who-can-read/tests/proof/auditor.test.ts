import { describe, expect, it } from '@jest/globals';
import { report } from '../../report/report.ts';
import { accessModel, auditor } from './access-models.ts';
import { apiTable, keyTable, readersTable, table } from './tables.ts';

describe('the template with an auditor', () => {
  const given = accessModel({ AuditorRoleArn: auditor });

  // id: proof-auditor
  it('can be read by exactly these principals', () => {
    expect(readersTable(report(given))).toBe(
      table(`
                                                       workflow  decrypt  delivery  logs  table  steps
      StockTradingStateMachineExecutionRole            -         yes      -         -     -      0
      arn:aws:iam::123456789012:role/Auditor           yes       -        -         -     -      0
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

  it('has this answer for every Step Functions API', () => {
    expect(apiTable(given)).toBe(
      table(`
                                                       create  update  read  run  sync  control  report  activity  worker  look  change  metadata
      StockTradingStateMachineExecutionRole            iam     iam     iam   iam  iam   iam      iam     iam       iam     iam   iam     iam
      CheckPriceFunctionRole                           iam     iam     iam   iam  iam   iam      iam     iam       iam     iam   iam     iam
      BuyFunctionRole                                  iam     iam     iam   iam  iam   iam      iam     iam       iam     iam   iam     iam
      SellFunctionRole                                 iam     iam     iam   iam  iam   iam      iam     iam       iam     iam   iam     iam
      SaveFunctionRole                                 iam     iam     iam   iam  iam   iam      iam     iam       iam     iam   iam     iam
      arn:aws:iam::123456789012:role/Auditor           iam     iam     data  iam  iam   iam      iam     iam       key     ok    iam     ok
      root user                                        ok      ok      key   ok   key   ok       ok      ok        key     ok    ok      ok
      delivery.logs.amazonaws.com                      iam     iam     iam   iam  iam   iam      iam     iam       iam     iam   iam     iam
      logs.us-east-1.amazonaws.com                     iam     iam     iam   iam  iam   iam      iam     iam       iam     iam   iam     iam
      states.amazonaws.com                             iam     iam     iam   iam  iam   iam      iam     iam       iam     iam   iam     iam
      lambda.amazonaws.com                             iam     iam     iam   iam  iam   iam      iam     iam       iam     iam   iam     iam
      dynamodb.amazonaws.com                           iam     iam     iam   iam  iam   iam      iam     iam       iam     iam   iam     iam
      cloudformation.amazonaws.com                     iam     iam     iam   iam  iam   iam      iam     iam       iam     iam   iam     iam
      delivery.logs.amazonaws.com for another account  iam     iam     iam   iam  iam   iam      iam     iam       iam     iam   iam     iam
      root user of 999999999999                        iam     iam     iam   iam  iam   iam      iam     iam       iam     iam   iam     iam
      an administrator of 999999999999                 iam     iam     iam   iam  iam   iam      iam     iam       iam     iam   iam     iam
      a web identity                                   iam     iam     iam   iam  iam   iam      iam     iam       iam     iam   iam     iam
      an anonymous principal                           iam     iam     iam   iam  iam   iam      iam     iam       iam     iam   iam     iam
      an administrator                                 ok      ok      key   ok   key   ok       ok      ok        key     ok    ok      ok
      an administrator (IAM user)                      ok      ok      key   ok   key   ok       ok      ok        key     ok    ok      ok
      a power user (all but IAM)                       ok      ok      key   ok   key   ok       ok      ok        key     ok    ok      ok
      a role with full access to KMS                   iam     iam     iam   iam  iam   iam      iam     iam       iam     iam   iam     iam
      a role with full access to Step Functions        key     key     key   ok   key   ok       ok      key       key     ok    ok      ok
      a deployer of this stack                         ok      ok      key   ok   key   ok       ok      ok        key     ok    ok      ok
      a developer of other workflows                   key     iam     iam   ok   iam   iam      iam     iam       iam     iam   iam     iam
      a role with full access to IAM                   iam     iam     iam   iam  iam   iam      iam     iam       iam     iam   iam     iam
      a role with read access to everything            iam     iam     key   iam  iam   iam      iam     iam       iam     ok    iam     ok
      a user without policies                          iam     iam     iam   iam  iam   iam      iam     iam       iam     iam   iam     iam
      `),
    );
  });

  it('allows exactly these principals to call KMS directly', () => {
    expect(keyTable(given)).toBe(
      table(`
                                                       decrypt  generate  use  grant  describe  policy  look  administer  rare  rest
      StockTradingStateMachineExecutionRole            yes      yes       -    -      -         -       -     -           -     -
      CheckPriceFunctionRole                           -        -         -    -      -         -       -     -           -     -
      BuyFunctionRole                                  -        -         -    -      -         -       -     -           -     -
      SellFunctionRole                                 -        -         -    -      -         -       -     -           -     -
      SaveFunctionRole                                 -        -         -    -      -         -       -     -           -     -
      arn:aws:iam::123456789012:role/Auditor           -        -         -    -      -         -       -     -           -     -
      root user                                        -        -         -    -      yes       yes     yes   yes         -     -
      delivery.logs.amazonaws.com                      -        -         -    -      -         -       -     -           -     -
      logs.us-east-1.amazonaws.com                     -        -         -    -      -         -       -     -           -     -
      states.amazonaws.com                             -        -         -    -      -         -       -     -           -     -
      lambda.amazonaws.com                             -        -         -    -      -         -       -     -           -     -
      dynamodb.amazonaws.com                           -        -         -    -      -         -       -     -           -     -
      cloudformation.amazonaws.com                     -        -         -    -      -         -       -     -           -     -
      delivery.logs.amazonaws.com for another account  -        -         -    -      -         -       -     -           -     -
      root user of 999999999999                        -        -         -    -      -         -       -     -           -     -
      an administrator of 999999999999                 -        -         -    -      -         -       -     -           -     -
      a web identity                                   -        -         -    -      -         -       -     -           -     -
      an anonymous principal                           -        -         -    -      -         -       -     -           -     -
      an administrator                                 -        -         -    -      yes       yes     yes   yes         -     -
      an administrator (IAM user)                      -        -         -    -      yes       yes     yes   yes         -     -
      a power user (all but IAM)                       -        -         -    -      yes       yes     yes   yes         -     -
      a role with full access to KMS                   -        -         -    -      yes       yes     yes   yes         -     -
      a role with full access to Step Functions        -        -         -    -      -         -       -     -           -     -
      a deployer of this stack                         -        -         -    -      yes       -       -     -           -     -
      a developer of other workflows                   -        -         -    -      -         -       -     -           -     -
      a role with full access to IAM                   -        -         -    -      -         -       -     -           -     -
      a role with read access to everything            -        -         -    -      yes       -       yes   -           -     -
      a user without policies                          -        -         -    -      -         -       -     -           -     -
      `),
    );
  });
});
