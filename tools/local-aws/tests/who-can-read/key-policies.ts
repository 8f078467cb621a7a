const ACCOUNT = 'arn:aws:iam::123456789012';
const root = { AWS: `${ACCOUNT}:root` };
const user = { AWS: `${ACCOUNT}:user/keeper` };
const withoutPolicies = { AWS: [`${ACCOUNT}:user/nobody`, `${ACCOUNT}:role/nobody`] };
const role = { AWS: `${ACCOUNT}:role/keeper` };
const delegation = { Principal: root, Action: 'kms:*' };
/** The principal that created the key administers it. The emulator does not check its root user. */
const all = 'kms:*';

/** Key policies without conditions, which the emulator can decide itself. */
export const keyPolicies: Readonly<Record<string, readonly object[]>> = {
  'that delegates everything to IAM': [delegation],
  'that delegates everything to IAM by account id': [
    { Principal: { AWS: '123456789012' }, Action: all },
  ],
  'that delegates only DescribeKey to IAM': [{ Principal: root, Action: 'kms:Describe*' }],
  'that delegates nothing to IAM': [
    { Principal: { AWS: `${ACCOUNT}:user/denied` }, Action: 'kms:List*' },
  ],
  'that names a user': [{ Principal: user, Action: all }],
  'that names a role': [{ Principal: role, Action: ['kms:Encrypt', 'kms:DescribeKey'] }],
  'that names principals without policies': [{ Principal: withoutPolicies, Action: 'kms:Encrypt' }],
  'that denies a user': [delegation, { Effect: 'Deny', Principal: user, Action: 'kms:Encrypt' }],
  'that denies a role': [delegation, { Effect: 'Deny', Principal: role, Action: 'kms:Generate*' }],
  'that denies everyone': [delegation, { Effect: 'Deny', Principal: '*', Action: 'kms:Encrypt' }],
  'that allows everyone': [{ Principal: '*', Action: 'kms:Encrypt' }],
  'that allows all but': [{ Principal: root, NotAction: ['kms:Encrypt', 'kms:Put*'] }],
  'that names another account': [{ Principal: { AWS: '999999999999' }, Action: all }],
  'that allows by wildcards': [{ Principal: root, Action: ['kms:Enc?ypt', 'KMS:describe*'] }],
};

/** As JSON text; statements allow on `*` unless they say otherwise. */
export const policyText = (statements: readonly object[]): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: statements.map((one) => ({ Effect: 'Allow', Resource: '*', ...one })),
  });
