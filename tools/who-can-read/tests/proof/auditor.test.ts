import { describe, expect, it } from '@jest/globals';
import { report } from '../../report/report.ts';
import { accessModel, auditor } from './access-models.ts';
import { apiTable, changes, keyTable, readersTable, table } from './tables.ts';

describe('the template with an auditor', () => {
  const given = accessModel({ AuditorRoleArn: auditor });

  // id: proof-auditor
  it('adds the auditor as a reader, and does not change another row', () => {
    expect(changes(readersTable(report(given)), readersTable(report(accessModel())))).toBe(
      table(`
                                              workflow  decrypt  delivery  logs  table  steps
      arn:aws:iam::123456789012:role/Auditor  yes       -        -         -     -      0
      `),
    );
  });

  it('adds these answers of the Step Functions API, and does not change others', () => {
    expect(changes(apiTable(given), apiTable(accessModel()))).toBe(
      table(`
                                              create  update  read  run  sync  control  report  activity  worker  look  change  metadata
      arn:aws:iam::123456789012:role/Auditor  iam     iam     data  iam  iam   iam      iam     iam       key     ok    iam     ok
      `),
    );
  });

  it('adds the auditor without permission to call KMS directly', () => {
    expect(changes(keyTable(given), keyTable(accessModel()))).toBe(
      table(`
                                              decrypt  generate  use  grant  describe  policy  look  administer  rare  rest
      arn:aws:iam::123456789012:role/Auditor  -        -         -    -      -         -       -     -           -     -
      `),
    );
  });
});
