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
const NO_ONE = { yes: [], unknown: [] };
const ORGANIZATION = 'o-a1b2c3d4e5';
const UNIT = `${ORGANIZATION}/r-ab12/ou-ab12-11111111/`;

/** The security account and both members are in one organization, each in its own unit. */
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

/** The principals of four accounts, with the workflow of the first. */
const allPrincipals = (under: KmsKey, account: string, ...others: string[]): AccessModel =>
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
  const model = allPrincipals(key, account, ...others);
  const found = answers(model);

  it('can be decrypted only by its execution role, and not by a principal of another account', () => {
    expect(found.decrypt).toEqual({ yes: [role(model, account)], unknown: [] });
  });

  it('cannot be read through Step Functions', () => {
    expect(found.workflow).toEqual(NO_ONE);
  });

  it('can be read only by the reader of its account, if the parameter names readers', () => {
    const named = keyFrom('organization.yaml', {
      OrganizationPath: `${ORGANIZATION}/*`,
      ReaderRoleName: 'Auditor',
    });
    expect(answers(allPrincipals(named, account, ...others)).workflow).toEqual({
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
  it('cannot be used by an account outside the organization to run or deploy a workflow', () => {
    const model = allPrincipals(key, OUTSIDER, member);
    const found = answers(model);
    expect({ workflow: found.workflow, decrypt: found.decrypt }).toEqual({
      workflow: NO_ONE,
      decrypt: NO_ONE,
    });
    expect(create(model, sampleDeployer(OUTSIDER))).toBe('denied');
  });

  it('can be used only by the accounts of one organizational unit, if the parameter names one', () => {
    const ofUnit = keyFrom('organization.yaml', { OrganizationPath: `${UNIT}*` });
    const inside = allPrincipals(ofUnit, member, other);
    expect(answers(inside).decrypt).toEqual({ yes: [role(inside, member)], unknown: [] });
    expect(answers(allPrincipals(ofUnit, other, member)).decrypt).toEqual(NO_ONE);
  });

  it('cannot be used by the account that owns it', () => {
    const model = allPrincipals(key, security);
    const found = answers(model);
    expect({ workflow: found.workflow, decrypt: found.decrypt }).toEqual({
      workflow: NO_ONE,
      decrypt: NO_ONE,
    });
  });

  it('does not decrypt for a principal without a known organization', () => {
    const found = answers(applicationUnder(key, member));
    expect(found.decrypt.yes).toEqual([]);
    expect(found.decrypt.unknown).toEqual([
      idOf(applicationUnder(key, member), member, 'StockTradingStateMachineExecutionRole'),
    ]);
  });

  it('does not allow grants', () => {
    const grantors = allPrincipals(key, member, other, OUTSIDER).subjects.filter(({ caller }) => {
      const request = { operation: 'CreateGrant' } as const;
      return decideKms({ request, caller: upperBound(caller), key }).outcome !== 'denied';
    });
    expect(grantors).toEqual([]);
  });

  it('encrypts log events only for the account of the role', () => {
    const { subjects } = allPrincipals(key, member, other, OUTSIDER);
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
    'is rejected when it is %s',
    (OrganizationPath) => {
      expect(() => keyFrom('organization.yaml', { OrganizationPath })).toThrow(
        'must be an organization path',
      );
    },
  );
});
