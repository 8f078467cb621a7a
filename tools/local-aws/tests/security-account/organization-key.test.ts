import { describe, expect, it } from '@jest/globals';
import { ACCOUNTS, applicationUnder, keyFrom } from 'test-fixtures/foreign-key';
import { answers, idOf } from 'test-fixtures/readers-of';
import {
  type AccessModel,
  decideKms,
  decideStepFunctions,
  type KmsKey,
  parseArn,
  upperBound,
} from 'who-can-read';
import { mighty, organized, sampleDeployer, together, withPeople } from './account-identities.ts';

const { security, member, other } = ACCOUNTS;
const OUTSIDER = '444444444444';
const NOBODY = { yes: [], unknown: [] };
const ORGANIZATION = 'o-a1b2c3d4e5';
const UNIT = `${ORGANIZATION}/r-ab12/ou-ab12-11111111/`;

/** The security account and both members are of one organization, each in its own unit. */
const PATHS: Readonly<Record<string, string>> = {
  [security]: `${ORGANIZATION}/r-ab12/`,
  [member]: UNIT,
  [other]: `${ORGANIZATION}/r-ab12/ou-ab12-22222222/`,
};
const place = (account: string) =>
  PATHS[account] === undefined
    ? { id: 'o-zzzzzzzzzz', paths: ['o-zzzzzzzzzz/r-zz99/'] }
    : { id: ORGANIZATION, paths: [PATHS[account]] };

const IMPOSTOR = 'stock-trading-StockTradingStateMachineImpostor';
const key = keyFrom('organization.yaml', { OrganizationPath: `${ORGANIZATION}/*` });

/** Everybody of four accounts, the workflow being that of the first. */
const everybody = (under: KmsKey, account: string, ...others: string[]): AccessModel =>
  organized(
    withPeople(
      together(...applications(under, account, ...others)),
      ...others.map((one) => mighty(one, IMPOSTOR)),
      mighty(account, 'Auditor'),
      ...others.map((one) => mighty(one, 'Auditor')),
      mighty(security, IMPOSTOR),
    ),
    place,
  );

function applications(under: KmsKey, first: string, ...others: string[]) {
  const of = (account: string) => applicationUnder(under, account);
  return [of(first), ...others.map(of)] as const;
}

const role = (model: AccessModel, account: string) =>
  idOf(model, account, 'StockTradingStateMachineExecutionRole');

describe.each([
  { account: member, others: [other, OUTSIDER] },
  { account: other, others: [member, OUTSIDER] },
])('the workflow of member $account under the key of its organization', ({ account, others }) => {
  const model = everybody(key, account, ...others);
  const found = answers(model);

  it('is decrypted by its own role, and nobody of another account', () => {
    expect(found.decrypt).toEqual({ yes: [role(model, account)], unknown: [] });
  });

  it('is read through Step Functions by nobody', () => {
    expect(found.workflow).toEqual(NOBODY);
  });

  it('is read by the reader of its own account alone, where a name for readers is given', () => {
    const named = keyFrom('organization.yaml', {
      OrganizationPath: `${ORGANIZATION}/*`,
      ReaderRoleName: 'Auditor',
    });
    expect(answers(everybody(named, account, ...others)).workflow).toEqual({
      yes: [`arn:aws:iam::${account}:role/Auditor`],
      unknown: [],
    });
  });

  it('can be deployed by a deployer of its account', () => {
    expect(create(model, sampleDeployer(account))).toBe('allowed');
  });
});

function create({ subjects, stateMachine }: AccessModel, id: string) {
  const deployer = subjects.find((one) => one.id === id);
  if (!deployer) throw new Error(`There is no ${id}.`);
  const encryption = { type: 'CUSTOMER_MANAGED_KMS_KEY', key } as const;
  const target = { kind: 'state-machine', arn: stateMachine.arn, encryption } as const;
  const caller = upperBound(deployer.caller);
  return decideStepFunctions({ api: 'CreateStateMachine', caller, target }).outcome;
}

describe('the key of an organization', () => {
  it('serves no account outside, neither to run nor to deploy', () => {
    const model = everybody(key, OUTSIDER, member);
    const found = answers(model);
    expect({ workflow: found.workflow, decrypt: found.decrypt }).toEqual({
      workflow: NOBODY,
      decrypt: NOBODY,
    });
    expect(create(model, sampleDeployer(OUTSIDER))).toBe('denied');
  });

  it('serves the accounts of one unit alone, where a unit is given', () => {
    const ofUnit = keyFrom('organization.yaml', { OrganizationPath: `${UNIT}*` });
    const inside = everybody(ofUnit, member, other);
    expect(answers(inside).decrypt).toEqual({ yes: [role(inside, member)], unknown: [] });
    expect(answers(everybody(ofUnit, other, member)).decrypt).toEqual(NOBODY);
  });

  it('is used for nothing by the account that owns it', () => {
    const model = everybody(key, security);
    const found = answers(model);
    expect({ workflow: found.workflow, decrypt: found.decrypt }).toEqual({
      workflow: NOBODY,
      decrypt: NOBODY,
    });
  });

  it('decrypts for nobody of whose organization nothing is known', () => {
    const found = answers(applicationUnder(key, member));
    expect(found.decrypt.yes).toEqual([]);
    expect(found.decrypt.unknown).toEqual([
      idOf(applicationUnder(key, member), member, 'StockTradingStateMachineExecutionRole'),
    ]);
  });

  it('is granted by nobody', () => {
    const grantors = everybody(key, member, other, OUTSIDER).subjects.filter(({ caller }) => {
      const request = { operation: 'CreateGrant' } as const;
      return decideKms({ request, caller: upperBound(caller), key }).outcome !== 'denied';
    });
    expect(grantors).toEqual([]);
  });

  it('encrypts log events for the accounts of the roles themselves, so none of outsiders', () => {
    const { subjects } = everybody(key, member, other, OUTSIDER);
    const encrypts = (of: string) =>
      subjects
        .filter(({ caller }) => {
          const encryptionContext = { SourceArn: `arn:aws:logs:us-east-1:${of}:*` };
          const request = { operation: 'GenerateDataKey', encryptionContext } as const;
          return decideKms({ request, caller: upperBound(caller), key }).outcome !== 'denied';
        })
        .map(({ id }) => parseArn(id).account);
    expect(new Set(encrypts(member))).toEqual(new Set([member]));
    expect(new Set(encrypts(other))).toEqual(new Set([other]));
    expect(encrypts(OUTSIDER)).toEqual([]);
    expect(encrypts(security)).toEqual([]);
  });
});

describe('the path of an organization', () => {
  it.each(['o-a1b2c3d4e5', '*', 'o-*', 'o-a1b2c3d4e5/r-ab12', 'r-ab12/*', `${UNIT}**`])(
    'is refused when it is %s',
    (OrganizationPath) => {
      expect(() => keyFrom('organization.yaml', { OrganizationPath })).toThrow(
        'must be an organization path',
      );
    },
  );
});
