import {
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  KMSClient,
  ListAliasesCommand,
  ListGrantsCommand,
  ListResourceTagsCommand,
} from '@aws-sdk/client-kms';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { readKey, upperBound } from '../../account/index.ts';
import { readReplicas } from '../../account/read-replicas.ts';
import { decideKms } from '../../index.ts';
import { sdkError } from './sdk-error.ts';

const ARN = 'arn:aws:kms:us-east-1:123456789012:key/11111111-2222-4333-8444-555555555555';
const kms = mockClient(KMSClient);
const client = new KMSClient({ region: 'us-east-1' });
const policy = (Principal: unknown) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Sid: 'One', Effect: 'Allow', Principal, Action: 'kms:Decrypt', Resource: '*' }],
  });
const eve = {
  principal: { kind: 'user', arn: 'arn:aws:iam::123456789012:user/eve' },
  identityPolicies: [],
} as const;

beforeEach(() => {
  kms.reset();
  kms.on(DescribeKeyCommand).resolves({
    KeyMetadata: { KeyId: 'x', Arn: ARN, KeyState: 'Enabled', KeySpec: 'SYMMETRIC_DEFAULT' },
  });
  kms.on(GetKeyPolicyCommand).resolves({ Policy: policy({ AWS: '999999999999' }) });
  kms.on(ListGrantsCommand).resolves({ Grants: [] });
  kms.on(ListResourceTagsCommand).resolves({ Tags: [{ TagKey: 'team', TagValue: 'red' }] });
  kms.on(ListAliasesCommand).resolves({ Aliases: [{ AliasName: 'alias/x' }] });
});

const decrypts = (found: Awaited<ReturnType<typeof readKey>>) =>
  decideKms({ request: { operation: 'Decrypt' }, caller: eve, key: upperBound(found) }).outcome;

describe('reading a key', () => {
  it('returns state, policy, tags and aliases', async () => {
    expect(await readKey(client, 'alias/x')).toMatchObject({
      complete: true,
      value: { arn: ARN, state: 'Enabled', tags: { team: 'red' }, aliases: ['alias/x'] },
    });
  });

  // id: multi-region-key-type-of-a-key
  it.each(['PRIMARY', 'REPLICA'] as const)(
    'returns the kind of a multi-Region key: %s',
    async (kind) => {
      kms.on(DescribeKeyCommand).resolves({
        KeyMetadata: {
          ...{ KeyId: 'x', Arn: ARN, KeyState: 'Enabled', MultiRegion: true },
          MultiRegionConfiguration: { MultiRegionKeyType: kind },
        },
      });

      expect(upperBound(await readKey(client, ARN)).multiRegionKeyType).toBe(kind);
    },
  );

  it('does not return them for a key that the caller cannot describe', async () => {
    kms.on(DescribeKeyCommand).rejects(sdkError('AccessDeniedException'));

    expect(upperBound(await readKey(client, ARN)).multiRegionKeyType).toBeUndefined();
  });

  it('does not assume that a key that the caller cannot describe is enabled', async () => {
    kms.on(DescribeKeyCommand).rejects(sdkError('AccessDeniedException'));

    expect(upperBound(await readKey(client, ARN)).stateUnknown).toBe(true);
  });

  it('returns the grants of all pages', async () => {
    kms.on(ListGrantsCommand, { Marker: undefined }).resolves({
      Grants: [{ GrantId: '1', GranteePrincipal: 'a', Operations: ['Decrypt'] }],
      NextMarker: 'more',
      Truncated: true,
    });
    kms.on(ListGrantsCommand, { Marker: 'more' }).resolves({
      Grants: [
        {
          GrantId: '2',
          GranteePrincipal: 'b',
          Operations: ['Encrypt'],
          Constraints: { EncryptionContextSubset: { k: 'v' } },
        },
      ],
    });

    const { grants } = upperBound(await readKey(client, ARN));

    expect(grants).toEqual([
      { id: '1', granteePrincipal: 'a', operations: ['Decrypt'] },
      {
        id: '2',
        granteePrincipal: 'b',
        operations: ['Encrypt'],
        constraints: { encryptionContextSubset: { k: 'v' } },
      },
    ]);
  });

  it('assumes that a policy that cannot be read allows everything', async () => {
    expect(decrypts(await readKey(client, ARN))).toBe('denied');
    kms.on(GetKeyPolicyCommand).rejects(sdkError('AccessDeniedException'));

    const found = await readKey(client, ARN);

    expect(found).toMatchObject({
      complete: false,
      unread: [{ what: `policy of key ${ARN}`, code: 'AccessDeniedException' }],
    });
    expect(decrypts(found)).toBe('allowed');
  });

  it('treats grants that cannot be read as grants to every principal', async () => {
    kms.on(ListGrantsCommand).rejects(sdkError('AccessDeniedException'));

    const found = await readKey(client, ARN);

    expect(found).toMatchObject({ complete: false, unread: [{ what: `grants on key ${ARN}` }] });
    expect(decrypts(found)).toBe('allowed');
  });

  it('keeps a Deny of the policy when grants cannot be read', async () => {
    const Statement = [{ Effect: 'Deny', Principal: '*', Action: 'kms:*', Resource: '*' }];
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
    kms.on(GetKeyPolicyCommand).resolves({ Policy });
    kms.on(ListGrantsCommand).rejects(sdkError('AccessDeniedException'));

    expect(decrypts(await readKey(client, ARN))).toBe('denied');
  });

  it('treats a policy that is not valid as one that could not be read', async () => {
    kms.on(GetKeyPolicyCommand).resolves({ Policy: '{"Statement": "nonsense"}' });

    expect(await readKey(client, ARN)).toMatchObject({
      complete: false,
      unread: [{ code: 'InvalidPolicyError' }],
    });
  });

  it('omits tags and aliases that cannot be read, so that they are unknown', async () => {
    kms.on(ListResourceTagsCommand).rejects(sdkError('AccessDeniedException'));
    kms.on(ListAliasesCommand).rejects(sdkError('AccessDeniedException'));

    const found = await readKey(client, ARN);

    expect(found.complete).toBe(true);
    expect(upperBound(found)).not.toHaveProperty('tags');
    expect(upperBound(found)).not.toHaveProperty('aliases');
  });

  it('treats an unknown key state as one in which the key is unusable', async () => {
    const KeyMetadata = { KeyId: 'x', Arn: ARN, KeyState: 'Sleeping' };
    kms.on(DescribeKeyCommand).resolvesOnce(JSON.parse(JSON.stringify({ KeyMetadata })));

    expect(upperBound(await readKey(client, ARN)).state).toBe('Unavailable');
  });

  it('does not know whether a key of another account exists if the caller cannot describe it', async () => {
    for (const command of [DescribeKeyCommand, GetKeyPolicyCommand, ListGrantsCommand] as const) {
      kms.on(command).rejects(sdkError('NotFoundException'));
    }

    const found = await readKey(client, ARN);

    expect(found.complete).toBe(false);
    expect(decrypts(found)).toBe('allowed');
  });

  it.each([
    ['a key that does not exist, by its alias', 'alias/x', 'NotFoundException'],
    ['a network that is down', ARN, 'TimeoutError'],
    ['calls that are always throttled', ARN, 'ThrottlingException'],
  ])('fails, and does not return a part, for %s', async (_, keyId, name) => {
    kms.on(DescribeKeyCommand).rejects(sdkError(name));

    await expect(readKey(client, keyId)).rejects.toThrow(expect.objectContaining({ name }));
  });
});

// A replica was ignored, and later evaluated with the primary key's Deny statements.
describe('a key with replicas', () => {
  const inRegion = (region: string) => ARN.replace('us-east-1', region);
  const kmsIn = () => client;
  const describes = (arn: string, regions: readonly string[]) => {
    const member = (Region: string) => ({ Region, Arn: inRegion(Region) });
    kms.on(DescribeKeyCommand, { KeyId: arn }).resolves({
      KeyMetadata: {
        ...{ KeyId: 'x', Arn: arn, KeyState: 'Enabled', MultiRegion: true },
        MultiRegionConfiguration: {
          PrimaryKey: member('us-east-1'),
          ReplicaKeys: regions.map(member),
        },
      },
    });
  };
  const replicasOf = async (arn = ARN) => readReplicas(kmsIn, await readKey(client, arn));

  it('is read with each replica, which has its own policy', async () => {
    for (const arn of [ARN, inRegion('eu-west-1')]) describes(arn, ['eu-west-1']);
    kms
      .on(GetKeyPolicyCommand, { KeyId: inRegion('eu-west-1') })
      .resolves({ Policy: policy({ AWS: eve.principal.arn }) });

    const [replica, ...others] = await replicasOf();

    expect(others).toEqual([]);
    expect(replica).toMatchObject({ complete: true, value: { arn: inRegion('eu-west-1') } });
    expect(replica && decrypts(replica)).toBe('allowed');
  });

  it('is read with its primary key if it is a replica itself', async () => {
    for (const arn of [ARN, inRegion('eu-west-1')]) describes(arn, ['eu-west-1']);
    expect(await replicasOf(inRegion('eu-west-1'))).toMatchObject([{ value: { arn: ARN } }]);
  });

  it.each(['AccessDeniedException', 'UnrecognizedClientException', 'TimeoutError'])(
    'is assumed to allow any principal to decrypt if a replica cannot be read: %s',
    async (error) => {
      describes(ARN, ['eu-west-1']);
      kms.on(DescribeKeyCommand, { KeyId: inRegion('eu-west-1') }).rejects(sdkError(error));
      kms.on(GetKeyPolicyCommand, { KeyId: inRegion('eu-west-1') }).rejects(sdkError(error));

      const [replica] = await replicasOf();

      expect(replica).toMatchObject({ complete: false });
      expect(replica && decrypts(replica)).toBe('allowed');
    },
  );

  it('is assumed to allow any principal to decrypt if the caller cannot describe it', async () => {
    kms.on(DescribeKeyCommand).rejects(sdkError('AccessDeniedException'));
    const [replica] = await replicasOf(ARN.replace('key/', 'key/mrk-'));
    expect(replica && decrypts(replica)).toBe('allowed');
    expect(await replicasOf()).toEqual([]);
  });

  it('is read without replicas if it does not have any', async () => {
    describes(ARN, []);
    expect(await replicasOf()).toEqual([]);
  });
});
