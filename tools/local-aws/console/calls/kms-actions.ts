import {
  CancelKeyDeletionCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  GetKeyPolicyCommand,
  PutKeyPolicyCommand,
} from '@aws-sdk/client-kms';
import { text } from '../serve/parse-json.ts';
import type { CallTable } from './call-table.ts';

type Kms = Pick<CallTable, Extract<keyof CallTable, `kms:${string}`>>;

/** Calls of the KMS API. https://docs.aws.amazon.com/kms/latest/APIReference/ */
export const kmsCalls: Kms = {
  'kms:DescribeKey': async ({ kms }, input) => {
    const command = new DescribeKeyCommand({ KeyId: text(input, 'keyId') });
    const { KeyMetadata: key } = await kms.send(command);
    const { Arn = '', KeyId = '', KeyState = '', Description = '' } = key ?? {};
    return { arn: Arn, id: KeyId, state: KeyState, description: Description };
  },
  'kms:GetKeyPolicy': async ({ kms }, input) => {
    const command = new GetKeyPolicyCommand({ KeyId: text(input, 'keyId'), PolicyName: 'default' });
    const { Policy = '' } = await kms.send(command);
    return { policy: Policy };
  },
  'kms:PutKeyPolicy': async ({ kms }, input) => {
    const [KeyId, Policy] = [text(input, 'keyId'), text(input, 'policy')];
    await kms.send(new PutKeyPolicyCommand({ KeyId, Policy, PolicyName: 'default' }));
    return {};
  },
  'kms:DisableKey': async ({ kms }, input) => {
    await kms.send(new DisableKeyCommand({ KeyId: text(input, 'keyId') }));
    return {};
  },
  'kms:EnableKey': async ({ kms }, input) => {
    await kms.send(new EnableKeyCommand({ KeyId: text(input, 'keyId') }));
    return {};
  },
  'kms:CancelKeyDeletion': async ({ kms }, input) => {
    await kms.send(new CancelKeyDeletionCommand({ KeyId: text(input, 'keyId') }));
    return {};
  },
};
