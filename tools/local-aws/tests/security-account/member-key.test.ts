import { describe, expect, it } from '@jest/globals';
import { ACCOUNTS, applicationUnder, keyFrom } from 'test-fixtures/foreign-key';
import { answers, idOf, ways } from 'test-fixtures/readers-of';
import {
  type AccessModel,
  decideKms,
  decideStepFunctions,
  type KmsKey,
  upperBound,
} from 'who-can-read';
import { mighty, sampleDeployer, together, withPeople } from './account-identities.ts';

const { security, member, other } = ACCOUNTS;
const key = keyFrom('template.yaml', { MemberAccountId: member });
const READER = { MemberAccountId: member, ReaderRoleName: 'Auditor' };
const NO_ONE = { yes: [], unknown: [] };

/** The principals of three accounts, with the member's workflow. */
const allPrincipals = (under: KmsKey): AccessModel =>
  withPeople(
    together(applicationUnder(under, member), applicationUnder(under, other)),
    mighty(member, 'Auditor'),
    mighty(other, 'Auditor'),
    mighty(other, 'stock-trading-StockTradingStateMachineImpostor'),
    mighty(security, 'stock-trading-StockTradingStateMachineImpostor'),
  );

const call = (api: 'CreateStateMachine' | 'UpdateStateMachine', as: string, of: AccessModel) => {
  const subject = of.subjects.find(({ id }) => id === as);
  if (!subject) throw new Error(`There is no identity ${as}.`);
  const target = {
    kind: 'state-machine',
    arn: of.stateMachine.arn,
    encryption: { type: 'CUSTOMER_MANAGED_KMS_KEY', key },
  } as const;
  return decideStepFunctions({ api, caller: upperBound(subject.caller), target });
};

describe('a workflow under the key of a security account', () => {
  const model = allPrincipals(key);
  const found = answers(model);

  // id: security-account-key
  it('can be decrypted only by its execution role, among the principals of three accounts', () => {
    expect(found.decrypt).toEqual({
      yes: [idOf(model, member, 'StockTradingStateMachineExecutionRole')],
      unknown: [],
    });
  });

  it('cannot be read through Step Functions', () => {
    expect(found.workflow).toEqual(NO_ONE);
  });

  it('has logs that log delivery can decrypt only for the member account', () => {
    expect(found.delivery).toEqual({ yes: ['delivery.logs.amazonaws.com'], unknown: [] });
  });

  it('can be read only through Step Functions by the reader that the security account names', () => {
    const named = answers(allPrincipals(keyFrom('template.yaml', READER)));
    expect(named.workflow).toEqual({
      yes: [`arn:aws:iam::${member}:role/Auditor`],
      unknown: [],
    });
    expect(named.decrypt).toEqual(found.decrypt);
  });

  it('can be deployed from the member account only', () => {
    expect(call('CreateStateMachine', sampleDeployer(member), model).outcome).toBe('allowed');
    expect(call('UpdateStateMachine', sampleDeployer(member), model).outcome).toBe('allowed');
    const elsewhere = together(applicationUnder(key, other));
    expect(call('CreateStateMachine', sampleDeployer(other), elsewhere)).toMatchObject({
      outcome: 'denied',
      error: { name: 'KmsAccessDeniedException' },
    });
  });

  it('has a key on which no principal can create a grant, including administrators', () => {
    const grantors = model.subjects.filter(({ caller }) => {
      const request = { operation: 'CreateGrant' } as const;
      return decideKms({ request, caller: upperBound(caller), key }).outcome !== 'denied';
    });
    expect(grantors).toEqual([]);
  });

  // id: security-account-can-open
  it('can be read after the security account changes the key policy', () => {
    expect(ways(model)).toMatchObject({
      [`arn:aws:iam::${security}:root`]: [expect.stringContaining('kms:PutKeyPolicy')],
    });
  });
});

describe('another workflow under that key', () => {
  it('cannot be used in another account', () => {
    expect(answers(applicationUnder(key, other))).toMatchObject({
      workflow: NO_ONE,
      decrypt: NO_ONE,
      delivery: NO_ONE,
    });
  });

  // id: other-state-machine-cannot-use-key
  it('cannot be used under another name in the same account', () => {
    const found = answers(applicationUnder(key, member, 'payroll'));
    expect(found).toMatchObject({ workflow: NO_ONE, decrypt: NO_ONE });
  });

  it('runs under another name if the key allows a pattern of names', () => {
    const pattern = keyFrom('template.yaml', {
      MemberAccountId: member,
      StateMachineName: 'desk-*',
      ExecutionRoleName: 'desk-*-StockTradingStateMachine*',
    });
    const model = applicationUnder(pattern, member, 'desk-7');
    expect(answers(model).decrypt).toEqual({
      yes: [idOf(model, member, 'StockTradingStateMachineExecutionRole')],
      unknown: [],
    });
  });
});

describe('a pattern for the name of the execution role', () => {
  const impostor = mighty(member, 'stock-trading-StockTradingStateMachineImpostor');

  it('allows a role of the member account with a matching name and the permissions', () => {
    const found = answers(withPeople(applicationUnder(key, member), impostor));
    expect(found.decrypt.yes).toContain(impostor.id);
  });

  it('does not allow another role if it is the whole name', () => {
    const deployed = applicationUnder(key, member);
    const role = idOf(deployed, member, 'StockTradingStateMachineExecutionRole');
    const exact = keyFrom('template.yaml', {
      MemberAccountId: member,
      ExecutionRoleName: role.slice(role.lastIndexOf('/') + 1),
    });
    const found = answers(withPeople(applicationUnder(exact, member), impostor));
    expect(found.decrypt).toEqual({ yes: [role], unknown: [] });
  });
});
