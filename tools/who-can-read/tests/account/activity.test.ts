import { DescribeActivityCommand, SFNClient } from '@aws-sdk/client-sfn';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { knowledge, type PartialKnowledge, unreadOf } from '../../account/index.ts';
import { readActivity } from '../../account/read-activity.ts';
import { type KmsKey, parsePolicy } from '../../index.ts';
import { evaluateReadPath } from '../../read-paths/read-paths.ts';
import { accessModel } from '../proof/access-models.ts';
import { sdkError } from './sdk-error.ts';

const sfn = mockClient(SFNClient);
const client = new SFNClient({ region: 'us-east-1' });
const ARN = 'arn:aws:states:us-east-1:123456789012:activity:approval';
const KEY = 'arn:aws:kms:us-east-1:123456789012:key/11111111-2222-4333-8444-555555555555';

const policy = parsePolicy(
  {
    Version: '2012-10-17',
    Statement: { Effect: 'Deny', Principal: '*', Action: 'kms:*', Resource: '*' },
  },
  'key-policy',
  'key policy',
);
const key: PartialKnowledge<KmsKey> = knowledge({ arn: KEY, state: 'Enabled', policy, grants: [] });
const described = {
  activityArn: ARN,
  name: 'approval',
  creationDate: new Date(0),
};

beforeEach(() => void sfn.reset());

describe('reading an activity', () => {
  it('returns the key that encrypts it', async () => {
    sfn.on(DescribeActivityCommand, { activityArn: ARN }).resolves({
      ...described,
      encryptionConfiguration: { type: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyId: KEY },
    });
    const asked: string[] = [];
    const keys = async (id: string) => {
      asked.push(id);
      return key;
    };

    expect(await readActivity(client, keys, ARN)).toEqual({ arn: ARN, name: 'approval', key });
    expect(asked).toEqual([KEY]);
  });

  it.each([undefined, { type: 'AWS_OWNED_KEY' as const }])(
    'does not have a customer managed key if AWS owns the key: %j',
    async (encryption) => {
      sfn.on(DescribeActivityCommand).resolves({
        ...described,
        ...(encryption ? { encryptionConfiguration: encryption } : {}),
      });

      expect(await readActivity(client, noKey, ARN)).toEqual({ arn: ARN, name: 'approval' });
    },
  );

  it('assumes that any principal could use its key when the caller cannot describe the activity', async () => {
    sfn.on(DescribeActivityCommand).rejects(sdkError('AccessDeniedException'));

    const found = await readActivity(client, noKey, ARN);
    if (!found.key) throw new Error('There is no key.');
    expect(unreadOf(found.key)).toEqual([
      expect.objectContaining({ what: 'activity approval', code: 'AccessDeniedException' }),
    ]);
  });

  it('never answers "no" for principals that can take tasks of an activity that the caller cannot describe', async () => {
    sfn.on(DescribeActivityCommand).rejects(sdkError('AccessDeniedException'));
    const hidden = await readActivity(client, noKey, ARN);
    const { subjects, ...rest } = accessModel();
    const answers = subjects.map((subject) => [
      subject.name,
      evaluateReadPath('activity', { ...rest, subjects, activities: [hidden] }, subject).answer,
    ]);

    expect(Object.fromEntries(answers)).toMatchObject({
      'a role with full access to Step Functions': 'unknown',
      'a role with full access to KMS': 'unknown',
      'root user': 'unknown',
      'a web identity': 'no',
    });
  });

  it('throws errors that are not denials', async () => {
    sfn.on(DescribeActivityCommand).rejects(sdkError('ActivityDoesNotExist'));

    await expect(readActivity(client, noKey, ARN)).rejects.toThrow();
  });
});

const noKey = (): Promise<never> => Promise.reject(new Error('no key was expected'));
