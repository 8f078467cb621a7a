import { describe, expect, it } from '@jest/globals';
import { inOrganization } from '../../report/organization-policies.ts';
import { report } from '../../report/report.ts';
import { organizationKey, underForeignKey } from './access-models.ts';
import { withImpostors } from './impostors.ts';
import { compact, readersTable, table } from './tables.ts';

// docs/guides/who-can-read.md explains the columns. 777777777777 means any other account of the
// organization, 999999999999 means any account outside, and 111111111111 owns the key.

const ORGANIZATION = 'o-a1b2c3d4e5';
const UNIT = `${ORGANIZATION}/r-ab12/ou-ab12-11111111/`;

/** The application of a member account with a key that is made for a part of an organization. */
const under = (path: string) => underForeignKey(true, organizationKey({ OrganizationPath: path }));
const readers = (given: ReturnType<typeof under>): string => readersTable(report(given));
/** Returns the rows of principals that can read or have an unknown answer. */
const tellingRows = (drawn: string): readonly string[] =>
  drawn
    .split('\n')
    .filter((row) =>
      row
        .split(/ {2,}/)
        .slice(1, 4)
        .some((cell) => cell === 'yes' || cell === '?'),
    )
    .map((row) => row.replace(/ +/g, ' '));

describe('a member account that uses the key of its organization', () => {
  // id: proof-organization
  it('can be read by exactly these principals, and not by principals of another member', () => {
    const member = inOrganization(under(`${ORGANIZATION}/*`), { id: ORGANIZATION, paths: [UNIT] });
    expect(compact(readers(member))).toBe(
      table(`
                                                       workflow  decrypt  delivery  logs  table  steps
      StockTradingStateMachineExecutionRole            -         yes      -         -     -      0
      delivery.logs.amazonaws.com                      -         -        yes       -     -      -
      delivery.logs.amazonaws.com for another account  -         -        yes       -     -      -
      SaveFunctionRole                                 -         -        -         -     yes    -
      root user                                        -         -        -         yes   yes    1
      an administrator                                 -         -        -         yes   yes    1
      an administrator (IAM user)                      -         -        -         yes   yes    1
      a power user (all but IAM)                       -         -        -         yes   yes    1
      a deployer of this stack                         -         -        -         yes   yes    1
      a role with read access to everything            -         -        -         yes   yes    -
      root user of 111111111111                        -         -        -         -     -      1
      an administrator of 111111111111                 -         -        -         -     -      1
      a role with full access to Step Functions        -         -        -         -     -      1
      a role with full access to IAM                   -         -        -         -     -      1
      19 others                                        -         -        -         -     -      -
      `),
    );
  });

  it('has a sample member with another number when a policy names a principal of 777777777777', () => {
    const given = under(`${ORGANIZATION}/*`);
    const named = withImpostors(given, '777777777777');
    const { subjects } = inOrganization(named, { id: ORGANIZATION, paths: [UNIT] });
    const ids = subjects.map(({ id }) => id);

    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain('arn:aws:iam::777777777776:role/sample principal/Admin');
  });

  it('can be read by the same principals if the key is made for its organizational unit', () => {
    const place = { id: ORGANIZATION, paths: [UNIT] };
    const ofAll = inOrganization(under(`${ORGANIZATION}/*`), place);
    const ofUnit = inOrganization(under(`${UNIT}*`), place);
    expect(readers(ofUnit)).toBe(readers(ofAll));
  });

  it('cannot use the key of another organizational unit or of another organization', () => {
    const otherUnit = inOrganization(under(`${ORGANIZATION}/r-ab12/ou-ab12-22222222/*`), {
      id: ORGANIZATION,
      paths: [UNIT],
    });
    const outside = inOrganization(under(`${ORGANIZATION}/*`), {
      id: 'o-zzzzzzzzzz',
      paths: ['o-zzzzzzzzzz/r-zz99/'],
    });
    const delivery = [
      'delivery.logs.amazonaws.com - - yes - - -',
      'delivery.logs.amazonaws.com for another account - - yes - - -',
    ];
    expect(tellingRows(readers(otherUnit))).toEqual(delivery);
    expect(tellingRows(readers(outside))).toEqual(delivery);
  });

  it('has an unknown answer for its role if its unit or its organization is unknown', () => {
    const noUnit = inOrganization(under(`${ORGANIZATION}/*`), { id: ORGANIZATION });
    const undecided = 'StockTradingStateMachineExecutionRole - ? - - - 0?';
    expect(tellingRows(readers(noUnit))).toContain(undecided);
    expect(tellingRows(readers(under(`${ORGANIZATION}/*`)))).toContain(undecided);
  });
});
