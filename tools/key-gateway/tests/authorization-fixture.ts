import type { Handler } from './fake-upstream.ts';
import { KEY, permissive } from './permissive-emulator.ts';

const answer =
  (json: object): Handler =>
  (_, response) => {
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    response.end(JSON.stringify(json));
  };

const administration = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::123456789012:root' },
      Action: ['kms:DescribeKey', 'kms:PutKeyPolicy'],
      Resource: '*',
    },
  ],
};

/**
 * An emulator that allows everything, with a key that lets no principal decrypt. So the gateway
 * alone decides, and any data in an answer is its fault. `odd` can answer in place of the emulator.
 */
export const deciding = (odd: Partial<Record<string, Handler>> = {}): Handler =>
  permissive({
    DescribeKey: answer({
      KeyMetadata: {
        Arn: KEY,
        KeyId: KEY.slice(KEY.lastIndexOf('/') + 1),
        AWSAccountId: '123456789012',
        Enabled: true,
        KeyState: 'Enabled',
        KeyUsage: 'ENCRYPT_DECRYPT',
        KeySpec: 'SYMMETRIC_DEFAULT',
        KeyManager: 'CUSTOMER',
        Origin: 'AWS_KMS',
        MultiRegion: false,
      },
    }),
    GetKeyPolicy: answer({ Policy: JSON.stringify(administration), PolicyName: 'default' }),
    ListGrants: answer({ Grants: [], Truncated: false }),
    ListResourceTags: answer({ Tags: [], Truncated: false }),
    ListAliases: answer({ Aliases: [], Truncated: false }),
    ...odd,
  });
