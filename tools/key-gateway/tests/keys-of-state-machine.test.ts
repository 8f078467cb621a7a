/**
 * The keys that can protect a state machine which the API and a stack both change. The decision needs
 * permission on each of them, so an unknown order of changes never opens data.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DeclaredStateMachine } from '../emulator-state/declared-state-machine.ts';
import {
  type EncryptionRecord,
  encryptionRecords,
  inForce,
} from '../emulator-state/encryption-records.ts';
import type { GatewayContext } from '../gateway-context.ts';
import { keysOfStateMachine } from '../states/keys-of-state-machine.ts';
import { stackKeys } from '../states/newest-encryption.ts';

const arn = 'arn:aws:states:us-east-1:123456789012:stateMachine:m';
const scope = { account: '123456789012', region: 'us-east-1' };
const keyArn = (name: string) => `arn:aws:kms:us-east-1:123456789012:key/${name}`;
/** The keys that the names `a`, `b`, `c` and the alias stand for. */
const named = (name: string) => ({ kmsKeyId: keyArn(name), keyArn: keyArn(name) });

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keys-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

type Case = {
  readonly records?: readonly Partial<EncryptionRecord>[];
  readonly declared?: DeclaredStateMachine | Error;
  readonly shown?: string;
  readonly createdAt?: number;
  /** The emulator is known to store the keys that stacks give. */
  readonly stored?: true;
  /** The key that the alias points to now. */
  readonly alias?: string;
};

function contextOf({ records = [], declared, createdAt, stored, alias = 'a' }: Case) {
  const file = encryptionRecords(join(folder, 'records.jsonl'));
  for (const record of records) file.add({ arn, at: 1000, kept: false, ...record });
  const keys = stackKeys();
  if (stored) keys.seenStored();
  const context = {
    encryptionRecords: file,
    stackKeys: keys,
    now: () => new Date(5000),
    declaredStateMachines: async () => {
      if (declared instanceof Error) throw declared;
      return declared;
    },
    state: {
      stateMachine: async () => ({ createdAt }),
      key: async (_: object, id: string) => ({ arn: id === 'alias/x' ? keyArn(alias) : id }),
    },
  } as unknown as GatewayContext;
  return { context, file, keys };
}

async function keysOf(given: Case): Promise<readonly string[]> {
  const { context } = contextOf(given);
  const shown = given.shown === undefined ? {} : { kmsKeyId: given.shown };
  const found = await keysOfStateMachine(scope, arn, shown, context);
  return found.map(({ keyArn: key = 'none' }) => key.replace(/.*\//, ''));
}

const applied = (letter?: string, state = 'S2'): DeclaredStateMachine => ({
  ...{ status: 'UPDATE_COMPLETE', state },
  ...(letter ? { kmsKeyId: keyArn(letter) } : {}),
});
const inStack = (letter?: string, state = 'S1') => ({
  stack: { state, ...(letter ? { kmsKeyId: keyArn(letter) } : {}) },
});

const cases: Readonly<Record<string, Case & { readonly keys: readonly string[] }>> = {
  'nothing known': { keys: ['none'] },
  'a stack declares a key, and nothing is recorded': { declared: applied('a'), keys: ['a'] },
  'a stack declares no key, and nothing is recorded': { declared: applied(), keys: ['none'] },
  'the API gave a key, and no stack declares it': { records: [named('a')], keys: ['a'] },
  'the API gave a key after the last change of the stack': {
    records: [{ ...named('c'), ...inStack('a') }],
    declared: applied('a', 'S1'),
    keys: ['c'],
  },
  'the stack has another key since the API gave one': {
    records: [{ ...named('c'), ...inStack('a') }],
    declared: applied('b'),
    keys: ['b'],
  },
  'the stack has no key since the API gave one': {
    records: [{ ...named('c'), ...inStack('a') }],
    declared: applied(),
    keys: ['none'],
  },
  'the stack changed, and its key did not': {
    records: [{ ...named('c'), ...inStack('a') }],
    declared: applied('a'),
    keys: ['c', 'a'],
  },
  'the stack changed, and declares the key that the API gave': {
    records: [{ ...named('c'), ...inStack('c') }],
    declared: applied('c'),
    keys: ['c'],
  },
  'the API took the key away, and the stack did not change': {
    records: [inStack('a')],
    declared: applied('a', 'S1'),
    keys: ['none'],
  },
  'the API took the key away, and the stack changed': {
    records: [inStack('a')],
    declared: applied('a'),
    keys: ['none', 'a'],
  },
  'the state of the stack was unknown when the API gave a key': {
    records: [named('c')],
    declared: applied('a'),
    keys: ['c', 'a'],
  },
  'the emulator does not say whether the stack changed': {
    records: [{ ...named('c'), ...inStack('a') }],
    declared: { status: 'UPDATE_COMPLETE', kmsKeyId: keyArn('a') },
    keys: ['c', 'a'],
  },
  'an import into a stack changed no resource': {
    records: [{ ...named('c'), stack: 'none' }],
    declared: { ...applied('a'), status: 'IMPORT_COMPLETE' },
    keys: ['c', 'a'],
  },
  'a stack declares a state machine that it did not create': {
    records: [{ ...named('c'), stack: 'none', createdAt: 7 }],
    declared: applied('a'),
    createdAt: 7,
    keys: ['c', 'a'],
  },
  ...Object.fromEntries(
    [
      ...['UPDATE_IN_PROGRESS', 'UPDATE_FAILED', 'UPDATE_ROLLBACK_IN_PROGRESS'],
      ...['UPDATE_ROLLBACK_COMPLETE', 'UPDATE_ROLLBACK_FAILED', 'ROLLBACK_COMPLETE'],
      ...['CREATE_IN_PROGRESS', 'DELETE_FAILED', 'IMPORT_ROLLBACK_COMPLETE'],
    ].map((status) => [
      `the stack is in ${status}`,
      {
        records: [{ ...named('a'), ...inStack('a') }],
        declared: { ...applied('b'), status },
        keys: ['a', 'b'],
      },
    ]),
  ),
  'the stack created the state machine again': {
    records: [{ ...named('c'), ...inStack('a'), createdAt: 7 }],
    declared: applied('a'),
    createdAt: 8,
    keys: ['a'],
  },
  'a state machine of another creation, which no stack declares': {
    records: [{ ...named('c'), stack: 'none', createdAt: 7 }],
    createdAt: 8,
    keys: ['c'],
  },
  'the API deleted the state machine, and a stack created it again': {
    records: [
      { ...named('c'), ...inStack('a') },
      { kept: true, deleted: true },
    ],
    declared: applied('a'),
    keys: ['a'],
  },
  'the emulator has not yet answered a request with another key': {
    records: [named('a'), { ...named('b'), at: 2000, pending: true }],
    keys: ['a', 'b'],
  },
  'the emulator stores keys, and shows one': {
    records: [{ ...named('a'), kept: true, ...inStack('a') }],
    declared: applied('c'),
    shown: keyArn('b'),
    stored: true,
    keys: ['b'],
  },
  'the emulator stores keys, and shows none': {
    records: [{ ...named('a'), kept: true, ...inStack('a') }],
    declared: applied('a'),
    stored: true,
    keys: ['none'],
  },
  'the emulator shows the key of the API and loses that of the stack': {
    records: [{ ...named('c'), kept: true, ...inStack('a') }],
    declared: applied('b'),
    shown: keyArn('c'),
    keys: ['b'],
  },
  'the emulator shows the key that the stack replaced': {
    records: [{ ...named('b'), ...inStack('b', 'S2') }],
    declared: applied('b'),
    shown: keyArn('c'),
    keys: ['b'],
  },
  'the emulator shows a key after the record of none': {
    records: [{ kept: false, stack: 'none' }],
    shown: keyArn('c'),
    keys: ['c'],
  },
  'the emulator shows a key no longer, and no stack declares one': {
    records: [{ ...named('a'), kept: true, stack: 'none' }],
    keys: ['none'],
  },
  'the emulator shows another key than the stack declares, and nothing is recorded': {
    declared: applied('a'),
    shown: keyArn('c'),
    keys: ['c', 'a'],
  },
  'the emulator shows a key, and its template cannot be read': {
    declared: new Error('template'),
    shown: keyArn('c'),
    keys: ['c'],
  },
  'an alias that moved after the API gave it': {
    records: [{ kmsKeyId: 'alias/x', keyArn: keyArn('a'), kept: true, stack: 'none' }],
    shown: 'alias/x',
    alias: 'b',
    keys: ['a'],
  },
  'an alias that moved, and a stack that can have given it again': {
    records: [{ kmsKeyId: 'alias/x', keyArn: keyArn('a'), kept: true, ...inStack('a') }],
    declared: { ...applied('a'), kmsKeyId: 'alias/x' },
    shown: 'alias/x',
    alias: 'b',
    stored: true,
    keys: ['b'],
  },
  'an alias that moved, and a stack that changed in another part': {
    records: [
      {
        ...{ kmsKeyId: 'alias/x', keyArn: keyArn('a'), kept: true },
        stack: { state: 'S1', kmsKeyId: 'alias/x' },
      },
    ],
    declared: { ...applied('a'), kmsKeyId: 'alias/x' },
    shown: 'alias/x',
    alias: 'b',
    keys: ['a', 'b'],
  },
};

describe('the keys that can protect a state machine', () => {
  // id: keys-in-any-order
  it.each(Object.entries(cases))('%s', async (_, { keys, ...given }) => {
    expect(await keysOf(given)).toEqual(keys);
  });

  it.each(['UPDATE_IN_PROGRESS', 'UPDATE_FAILED', 'UPDATE_ROLLBACK_FAILED'])(
    'denies with the reason when an earlier template can apply (%s)',
    async (status) => {
      const declared = { ...applied('a'), status };
      await expect(keysOf({ declared })).rejects.toThrow(/cannot know which key.*Wait for the end/);
      await expect(
        keysOf({ declared: { ...declared, status: 'UPDATE_ROLLBACK_COMPLETE' } }),
      ).resolves.toEqual(['a']);
    },
  );

  it('denies when the template cannot be read and the emulator shows no key', async () => {
    await expect(keysOf({ declared: new Error('template') })).rejects.toThrow('template');
  });

  it('learns that the emulator stores keys only from a key that it got from a stack', async () => {
    for (const [letter, isStored] of [
      ['a', true],
      ['b', false],
    ] as const) {
      const { context, keys } = contextOf({ declared: applied('a') });
      await keysOfStateMachine(scope, arn, { kmsKeyId: keyArn(letter) }, context);
      expect(keys.areStored()).toBe(isStored);
    }
    const { context, keys } = contextOf({
      records: [{ ...named('a'), kept: true }],
      declared: applied('a'),
    });
    await keysOfStateMachine(scope, arn, { kmsKeyId: keyArn('a') }, context);
    expect(keys.areStored()).toBe(false);
  });

  it('records what the stack gave, from the last certain moment before', async () => {
    const { context, file } = contextOf({
      records: [{ ...named('a'), ...inStack('a'), certainAt: 2000 }],
      declared: applied('b'),
    });
    await keysOfStateMachine(scope, arn, {}, context);
    await keysOfStateMachine(scope, arn, {}, context);
    expect(file.history(arn)).toHaveLength(2);
    expect(file.latest(arn)).toMatchObject({ at: 2000, certainAt: 5000, keyArn: keyArn('b') });
  });
});

describe('the records of a moment', () => {
  const history: EncryptionRecord[] = [
    { arn, at: 1000, certainAt: 1500, kept: false, keyArn: 'a' },
    { arn, at: 3100, certainAt: 3200, kept: false, keyArn: 'b', pending: true },
    { arn, at: 3300, certainAt: 4100, kept: false, keyArn: 'c' },
  ];
  it.each([
    [900, []],
    [1200, ['a']],
    [1600, ['a']],
    [3150, ['a', 'b']],
    // A whole second stands for all of its milliseconds.
    [3000, ['a', 'b', 'c']],
    [3400, ['a', 'b', 'c']],
    [4100, ['c']],
    [9000, ['c']],
  ])('at %i', (moment, expected) => {
    expect(inForce(history, moment).map(({ keyArn: key }) => key)).toEqual(expected);
  });
});
