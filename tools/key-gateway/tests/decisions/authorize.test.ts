import { describe, expect, it } from '@jest/globals';
import type { Caller, KmsKey } from 'who-can-read';
import type { EmulatorState } from '../../emulator-state/emulator-state.ts';
import type { GatewayContext } from '../../gateway-context.ts';
import { statesOperation } from '../../operations.ts';
import { authorize } from '../../states/authorize.ts';
import type { EncryptedTarget, LoadedTargets } from '../../states/encrypted-target.ts';
import {
  allow,
  IDENTITY,
  keyArn,
  keysBy,
  keyWith,
  ROLE_ARN,
  requestOf,
  roleWith,
  SCOPE,
  STATE_MACHINE,
  stateOf,
  to,
  USER_ARN,
  userWith,
} from './decision-fixture.ts';

const target = (key?: string, more: Partial<EncryptedTarget> = {}): EncryptedTarget => ({
  ...{ kind: 'state-machine', arn: STATE_MACHINE, roleArn: ROLE_ARN, reuseSeconds: 300 },
  ...(key ? { kmsKeyId: keyArn(key) } : {}),
  ...more,
});

type Given = {
  readonly operation?: string;
  readonly input?: Record<string, unknown>;
  readonly keys?: readonly KmsKey[];
  readonly caller?: Caller;
  readonly role?: () => Promise<Caller>;
  readonly loaded: Partial<LoadedTargets>;
};

const open = keyWith('open', to('*', 'kms:*'));
const closed = keyWith('closed', to(`${USER_ARN}2`, 'kms:*'));

function decide({ operation = 'DescribeExecution', input = {}, loaded, ...given }: Given) {
  const row = statesOperation(operation);
  if (!row) throw new Error(`${operation} has no row.`);
  const roles: string[] = [];
  const state: EmulatorState = stateOf({
    key: keysBy(...(given.keys ?? [open, closed])),
    caller: async () => given.caller ?? userWith(allow('states:*')),
    role: async (arn, session) => {
      roles.push(`${arn} ${session}`);
      return given.role ? given.role() : roleWith();
    },
  });
  const context = { state, now: () => new Date('2026-11-28T00:00:00Z') } as GatewayContext;
  const request = requestOf(operation, { executionArn: 'x', ...input });
  const all = { targets: [], scope: SCOPE, identity: IDENTITY, ...loaded };
  return authorize(request, row, all, context).then((decision) => ({ ...decision, roles }));
}

const asyncOf = async function* (...targets: EncryptedTarget[]): AsyncIterable<EncryptedTarget> {
  yield* targets;
};
const NOTHING = { sees: 'data', targets: [], roles: [] };
const DENIED = 'KmsAccessDeniedException';

describe('a request to Step Functions', () => {
  it('is not decided without a known caller or without a key', async () => {
    const { identity: _, ...unknown } = { identity: IDENTITY, targets: [target('closed')] };
    expect(await decide({ loaded: { ...unknown, identity: undefined } as never })).toEqual(NOTHING);
    expect(await decide({ loaded: { targets: [target()] } })).toEqual(NOTHING);
    expect(await decide({ loaded: { targets: [] } })).toEqual(NOTHING);
  });

  it('is allowed by the key, with the facts of the decision', async () => {
    const decision = await decide({ loaded: { targets: [target('open')] } });
    expect(decision).toMatchObject({
      sees: 'data',
      targets: [{ target: target('open'), key: open, keyIsDeleted: false }],
      who: { identity: IDENTITY, caller: userWith(allow('states:*')) },
      roles: [],
    });
    expect(decision).not.toHaveProperty('error');
    expect(decision.targets[0]).not.toHaveProperty('role');
  });

  // id: each-key-decides
  it('is denied when one of its targets denies it', async () => {
    for (const keys of [
      ['closed'],
      ['open', 'closed'],
      ['closed', 'open'],
      [undefined, 'closed'],
    ]) {
      const decision = await decide({ loaded: { targets: keys.map((key) => target(key)) } });
      expect(decision.error?.type).toBe(DENIED);
      expect(decision.targets).toHaveLength(keys.length);
      expect(decision.sees).toBe('metadata');
      expect(decision.who?.identity).toBe(IDENTITY);
    }
    const both = await decide({ loaded: { targets: [target('open'), target()] } });
    expect(both).not.toHaveProperty('error');
    expect(both.targets[1]).not.toHaveProperty('key');
  });

  it('sees only metadata when one target does not need the key', async () => {
    const input = { includedData: 'METADATA_ONLY' };
    const loaded = { targets: [target('closed')] };
    const decision = await decide({ loaded, input });
    expect(decision).not.toHaveProperty('error');
    expect(decision.sees).toBe('metadata');
    const mixed = await decide({ loaded: { targets: [target('open'), target()] }, input });
    expect(mixed.sees).toBe('metadata');
    for (const includedData of ['ALL_DATA', 'metadata_only', 7]) {
      expect((await decide({ loaded, input: { includedData } })).error?.type).toBe(DENIED);
    }
  });
});

describe('the execution role', () => {
  const byRole = keyWith('role', to(ROLE_ARN, 'kms:*'));
  const start = {
    operation: 'StartExecution',
    input: { stateMachineArn: STATE_MACHINE },
    keys: [byRole],
    loaded: { targets: [target('role')] },
  };

  it('decides a start, under the name of its session', async () => {
    const decision = await decide(start);
    expect(decision).not.toHaveProperty('error');
    expect(decision.roles).toEqual([expect.stringMatching(new RegExp(`^${ROLE_ARN} .`))]);
    expect(decision.targets[0]?.role).toEqual(roleWith());
  });

  it('is not read without a key, without its ARN, or for a read', async () => {
    const { roleArn: _, ...without } = target('role');
    expect((await decide({ ...start, loaded: { targets: [without] } })).roles).toEqual([]);
    expect(
      (await decide({ ...start, loaded: { targets: [target(), target('role')] } })).roles,
    ).toHaveLength(1);
    expect((await decide({ keys: [byRole], loaded: { targets: [target('role')] } })).roles).toEqual(
      [],
    );
  });

  it('has access to nothing when it does not exist', async () => {
    const fails = (name: string) => () =>
      Promise.reject(Object.assign(new Error('gone'), { name }));
    for (const name of ['NoSuchEntity', 'NoSuchEntityException']) {
      const decision = await decide({ ...start, role: fails(name) });
      expect(decision.error?.type).toBe(DENIED);
      expect(decision.targets[0]).not.toHaveProperty('role');
    }
    await expect(decide({ ...start, role: fails('Throttling') })).rejects.toThrow('gone');
    await expect(decide({ ...start, role: () => Promise.reject('text') })).rejects.toBe('text');
  });
});

describe('a new configuration', () => {
  const missing = { targets: [target('missing')] };

  it.each(['CreateStateMachine', 'UpdateStateMachine', 'CreateActivity'])(
    '%s with a key that does not exist is the error of the caller',
    async (operation) => {
      expect(await decide({ operation, loaded: missing })).toEqual({
        ...NOTHING,
        error: {
          status: 400,
          type: 'InvalidEncryptionConfiguration',
          message: 'Invalid Encryption Configuration: The KMS key does not exist.',
        },
      });
    },
  );

  it('fails with any other error as it is', async () => {
    const state = stateOf({
      caller: async () => userWith(allow('states:*')),
      key: () => Promise.reject(Object.assign(new Error('no answer'), { name: 'TimeoutError' })),
    });
    const context = { state, now: () => new Date() } as GatewayContext;
    for (const operation of ['CreateStateMachine', 'DescribeStateMachine', 'DescribeExecution']) {
      const row = statesOperation(operation);
      if (!row) throw new Error(operation);
      const loaded = { ...missing, scope: SCOPE, identity: IDENTITY };
      await expect(authorize(requestOf(operation), row, loaded, context)).rejects.toThrow(
        'no answer',
      );
    }
  });

  it('is about existing data when it reads: a deleted key is an invalid state', async () => {
    for (const operation of ['DescribeExecution', 'DescribeStateMachine']) {
      const found = await decide({ operation, loaded: missing });
      expect(found.error?.type).toBe('KmsInvalidStateException');
      expect(found.targets[0]?.keyIsDeleted).toBe(true);
    }
  });
});

describe('an operation on one of several executions', () => {
  const operation = 'SendTaskSuccess';
  const byRole = keyWith('role', to(ROLE_ARN, 'kms:*'));
  const keys = [byRole, closed];
  const sends = (...candidates: EncryptedTarget[]) =>
    decide({ operation, keys, loaded: { candidates: asyncOf(...candidates) } });

  it('is allowed when one of them allows it or has no key', async () => {
    for (const found of [
      [target('role')],
      [target('closed'), target('role')],
      [target('closed'), target()],
      [],
    ]) {
      const { roles: _, ...decision } = await sends(...found);
      expect(decision).toEqual({ sees: 'data', targets: [] });
    }
  });

  it('is left to the emulator when one of them has no key', async () => {
    const loaded = { candidates: asyncOf(target()) };
    const { error } = await decide({ operation, keys, caller: userWith(), loaded });
    expect(error).toBeUndefined();
  });

  it('is denied when none allows it, with the first denial', async () => {
    const other = target('closed', { arn: `${STATE_MACHINE}2` });
    const decision = await sends(target('closed'), other);
    expect(decision.error?.type).toBe(DENIED);
    expect(decision.targets.map(({ target: { arn } }) => arn)).toEqual([STATE_MACHINE]);
    expect(decision.who?.identity).toBe(IDENTITY);
  });
});

describe('the resource of a request', () => {
  const versions = (input: object, Condition: object, Resource = '*') =>
    decide({
      operation: 'StartExecution',
      input: input as Record<string, unknown>,
      keys: [open],
      caller: userWith(allow('states:*', { Condition, Resource })),
      loaded: { targets: [target('open')] },
    }).then(({ error }) => error?.type);
  const qualifier = (value: string) => ({
    StringEquals: { 'states:StateMachineQualifier': value },
  });

  it('has the version or alias that the request names', async () => {
    expect(
      await versions({ stateMachineArn: `${STATE_MACHINE}:live` }, qualifier('live')),
    ).toBeUndefined();
    expect(await versions({ stateMachineArn: `${STATE_MACHINE}:old` }, qualifier('live'))).toBe(
      'AccessDeniedException',
    );
    const none = { Null: { 'states:StateMachineQualifier': 'true' } };
    expect(await versions({ stateMachineArn: STATE_MACHINE }, none)).toBeUndefined();
    expect(await versions({ stateMachineArn: `${STATE_MACHINE}:live` }, none)).toBe(
      'AccessDeniedException',
    );
  });

  it('is the state machine without version and alias', async () => {
    const named = { stateMachineArn: `${STATE_MACHINE}:7` };
    expect(await versions(named, {}, STATE_MACHINE)).toBeUndefined();
    expect(await versions(named, {}, `${STATE_MACHINE}2`)).toBe('AccessDeniedException');
  });

  it('is the resource that the request names, and only an ARN names one', async () => {
    const arn = STATE_MACHINE.replace('stateMachine', 'execution').concat(':x');
    const on = (operation: string, input: Record<string, unknown>, Resource: string) =>
      decide({
        ...{ operation, input, caller: userWith(allow('states:*', { Resource })) },
        loaded: { targets: [target('open')] },
      }).then(({ error }) => error?.type);
    const named = { executionArn: arn };
    expect(await on('DescribeExecution', named, arn)).toBeUndefined();
    expect(await on('DescribeExecution', named, STATE_MACHINE)).toBe('AccessDeniedException');
    expect(await on('CreateStateMachine', { name: 'm' }, STATE_MACHINE)).toBeUndefined();
    expect(await on('CreateStateMachine', { name: 'm' }, `${STATE_MACHINE}2`)).toBe(
      'AccessDeniedException',
    );
  });

  it('is compared in the Region of the request', async () => {
    const region = (value: string) => ({ StringEquals: { 'aws:RequestedRegion': value } });
    const named = { stateMachineArn: STATE_MACHINE };
    expect(await versions(named, region('us-east-1'))).toBeUndefined();
    expect(await versions(named, region('eu-west-1'))).toBe('AccessDeniedException');
  });
});

describe('an activity', () => {
  it('is decided by its key in its own encryption context', async () => {
    const arn = STATE_MACHINE.replace('stateMachine', 'activity');
    const Condition = { StringEquals: { 'kms:EncryptionContext:aws:states:activityArn': arn } };
    const key = keyWith('act', to(USER_ARN, 'kms:*', { Condition }));
    const poll = (more: Partial<EncryptedTarget>) => {
      const { roleArn: _, ...own } = target('act', { kind: 'activity', ...more });
      return decide({
        operation: 'GetActivityTask',
        input: { activityArn: arn },
        keys: [key],
        loaded: { targets: [own] },
      });
    };
    expect((await poll({ arn })).error).toBeUndefined();
    expect((await poll({ arn: `${arn}2` })).error?.type).toBe(DENIED);
  });
});
