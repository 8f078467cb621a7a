import { describe, expect, it } from '@jest/globals';
import type { Caller, KmsKey } from 'who-can-read';
import { authorizeKms, unknownKmsCaller } from '../../kms/authorize-kms.ts';
import { kmsOperation } from '../../operations.ts';
import {
  ACCOUNT,
  allow,
  IDENTITY,
  keyWith,
  ROOT_ARN,
  requestOf,
  to,
  USER_ARN,
  userWith,
} from './decision-fixture.ts';

const userKey = (...actions: string[]) => keyWith('k', to(USER_ARN, actions));

function decide(
  operation: string,
  input: Record<string, unknown>,
  keys: readonly (KmsKey | undefined)[],
  caller: Caller = userWith(),
) {
  const row = kmsOperation(operation);
  if (!row) throw new Error(`${operation} has no row.`);
  const loaded = { identity: IDENTITY, caller, keys, conditionContext: {} };
  return authorizeKms({ ...requestOf(operation, input), service: 'kms' }, row, loaded);
}

const error = (...given: Parameters<typeof decide>) => decide(...given).error?.type;
const DENIED = 'AccessDeniedException';

describe('a request to KMS', () => {
  // id: kms-permission-by-name
  it('needs the permission of its own name', () => {
    expect(decide('Decrypt', {}, [userKey('kms:Decrypt')])).toEqual({
      who: { identity: IDENTITY, caller: userWith() },
      callerArn: USER_ARN,
      keys: [
        {
          request: expect.objectContaining({ operation: 'Decrypt' }),
          key: userKey('kms:Decrypt'),
          verdict: expect.objectContaining({ outcome: 'allowed' }),
        },
      ],
    });
    const denied = decide('Decrypt', {}, [userKey('kms:Encrypt')]);
    expect(denied.error).toEqual({
      status: 400,
      type: DENIED,
      message: expect.stringContaining(
        `User: ${USER_ARN} is not authorized to perform: kms:Decrypt`,
      ),
    });
    expect(denied.keys).toHaveLength(1);
  });

  it('is about a key that exists', () => {
    const notFound = {
      status: 400,
      type: 'NotFoundException',
      message: 'The key that this request names does not exist.',
    };
    for (const keys of [[undefined], []]) {
      expect(decide('Decrypt', {}, keys)).toEqual({
        error: notFound,
        keys: [],
        who: { identity: IDENTITY, caller: userWith() },
        callerArn: USER_ARN,
      });
    }
    const both = [keyWith('k', to(USER_ARN, 'kms:*')), undefined];
    expect(decide('ReEncrypt', {}, both).error).toEqual(notFound);
  });

  it('uses a key in the state that KMS allows', () => {
    const disabled: KmsKey = { ...userKey('kms:Decrypt'), state: 'Disabled' };
    expect(error('Decrypt', {}, [disabled])).toBe('DisabledException');
  });

  it('has the encryption context that it names', () => {
    const Condition = { StringEquals: { 'kms:EncryptionContext:team': 'blue' } };
    const key = keyWith('k', to(USER_ARN, 'kms:Decrypt', { Condition }));
    expect(error('Decrypt', { EncryptionContext: { team: 'blue' } }, [key])).toBeUndefined();
    expect(error('Decrypt', { EncryptionContext: { team: 'red' } }, [key])).toBe(DENIED);
    expect(error('Decrypt', {}, [key])).toBe(DENIED);
  });

  it('is denied as an unknown permission for an operation that is not valid', () => {
    const row = { ...kmsOperation('Decrypt'), name: 'ListKeys' } as NonNullable<
      ReturnType<typeof kmsOperation>
    >;
    const loaded = {
      identity: IDENTITY,
      caller: userWith(),
      keys: [userKey('kms:*')],
      conditionContext: {},
    };
    expect(() => authorizeKms(requestOf('ReEncrypt'), row, loaded)).toThrow(
      new RangeError('ReEncrypt is not a permission on a key.'),
    );
  });
});

describe('ReEncrypt', () => {
  const inContext = (team: string) => ({
    Condition: { StringEquals: { 'kms:EncryptionContext:team': team } },
  });
  const from = (team = 'red') =>
    keyWith('from', to(USER_ARN, 'kms:ReEncryptFrom', inContext(team)));
  const into = (team = 'blue') => keyWith('into', to(USER_ARN, 'kms:ReEncryptTo', inContext(team)));
  const input = {
    SourceEncryptionContext: { team: 'red' },
    DestinationEncryptionContext: { team: 'blue' },
  };

  it('needs its permission on each key, in the context of that key', () => {
    const allowed = decide('ReEncrypt', input, [from(), into()]);
    expect(allowed.error).toBeUndefined();
    expect(allowed.keys.map(({ request }) => request.operation)).toEqual([
      'ReEncryptFrom',
      'ReEncryptTo',
    ]);
    for (const keys of [
      [into(), into()],
      [from(), from()],
      [from('blue'), into()],
      [from(), into('red')],
    ]) {
      expect(error('ReEncrypt', input, keys)).toBe(DENIED);
    }
  });
});

describe('an operation on an alias', () => {
  it('does not name the key by the alias that it changes', () => {
    const Condition = { StringEquals: { 'kms:RequestAlias': 'alias/x' } };
    const key = keyWith('k', to(USER_ARN, ['kms:UpdateAlias', 'kms:DescribeKey'], { Condition }));
    const caller = userWith(allow('kms:UpdateAlias'));
    expect(error('UpdateAlias', { KeyId: 'alias/x' }, [key, key], caller)).toBe(DENIED);
    expect(error('DescribeKey', { KeyId: 'alias/x' }, [key])).toBeUndefined();
  });
});

describe('the lockout safety check', () => {
  const key = keyWith('k', to(USER_ARN, 'kms:PutKeyPolicy'));
  const Policy = (AWS: string) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [to(AWS, 'kms:PutKeyPolicy')],
    });

  it('comes after the permission', () => {
    const locked = { Policy: Policy(`arn:aws:iam::${ACCOUNT}:user/other`) };
    expect(error('PutKeyPolicy', locked, [key])).toBe('MalformedPolicyDocumentException');
    expect(error('PutKeyPolicy', locked, [userKey('kms:Decrypt')])).toBe(DENIED);
    expect(error('PutKeyPolicy', { Policy: Policy(USER_ARN) }, [key])).toBeUndefined();
    const caller = userWith(allow('kms:PutKeyPolicy'));
    expect(error('PutKeyPolicy', { Policy: Policy(ROOT_ARN) }, [key], caller)).toBeUndefined();
  });
});

describe('an unknown caller', () => {
  it('cannot use any key', () => {
    expect(unknownKmsCaller({ known: false, why: 'It is new.' })).toEqual({
      status: 400,
      type: 'AccessDeniedException',
      message: 'It is new. An unknown caller cannot use any key.',
    });
  });

  it('gets the error of AWS for an access key that does not exist', () => {
    expect(unknownKmsCaller({ known: false, why: 'x', noSuchKey: true }).type).toBe(
      'UnrecognizedClientException',
    );
  });
});
