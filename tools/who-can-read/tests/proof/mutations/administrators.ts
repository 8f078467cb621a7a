import { allow, set, statement } from '../mutate.ts';
import { everyone, type Mutation, stranger } from './mutation.ts';

const ADMIN = 'AdministerWithoutUse';

/** The statement of administrators. */
export const administrators: readonly Mutation[] = [
  {
    name: 'allows administrators every action',
    change: statement(ADMIN, set('Action', 'kms:*')),
    shows: [
      'readers',
      'data in logs',
      'api',
      'api of another workflow',
      'key',
      'key through Step Functions',
      'key for another workflow',
      'key for log events',
    ],
  },
  {
    name: 'allows administrators to create grants',
    change: statement(ADMIN, allow('kms:CreateGrant')),
    shows: ['key', 'key through Step Functions', 'key for another workflow', 'key for log events'],
  },
  {
    name: "allows administrators kms:Create*, as the post's sample does",
    change: statement(ADMIN, allow('kms:Create*')),
    shows: ['key', 'key through Step Functions', 'key for another workflow', 'key for log events'],
  },
  {
    name: 'allows administrators to decrypt',
    change: statement(ADMIN, allow('kms:Decrypt')),
    shows: [
      'readers',
      'data in logs',
      'api',
      'api of another workflow',
      'key',
      'key through Step Functions',
      'key for another workflow',
      'key for log events',
    ],
  },
  {
    name: 'allows administrators to re-encrypt',
    change: statement(ADMIN, allow('kms:ReEncrypt*')),
    shows: ['readers', 'data in logs', 'key'],
  },
  {
    name: 'allows administrators every action except decrypt',
    change: statement(ADMIN, (one) => set('NotAction', 'kms:Decrypt')(set('Action')(one))),
    shows: [
      'readers',
      'data in logs',
      'api of another workflow',
      'key',
      'key through Step Functions',
      'key for another workflow',
      'key for log events',
    ],
  },
  {
    name: 'allows administrators to replicate the key',
    change: statement(ADMIN, allow('kms:ReplicateKey')),
    shows: ['key'],
  },
  {
    name: 'does not allow any principal to change the policy',
    change: statement(ADMIN, set('Action', ['kms:DescribeKey', 'kms:GetKeyPolicy'])),
    shows: [
      'readers',
      'key',
      'key through Step Functions',
      'key for another workflow',
      'key for log events',
    ],
  },
  {
    name: 'allows another account to administer',
    change: statement(ADMIN, set('Principal', stranger)),
    shows: [
      'readers',
      'api',
      'api of another workflow',
      'key',
      'key through Step Functions',
      'key for another workflow',
      'key for log events',
    ],
  },
  {
    name: 'allows every principal to administer',
    change: statement(ADMIN, set('Principal', everyone)),
    shows: [
      'readers',
      'api',
      'api of another workflow',
      'key',
      'key through Step Functions',
      'key for another workflow',
      'key for log events',
    ],
  },
  {
    name: 'denies administrators instead of allowing them',
    change: statement(ADMIN, set('Effect', 'Deny')),
    shows: [
      'readers',
      'api',
      'api of another workflow',
      'key',
      'key through Step Functions',
      'key for another workflow',
      'key for log events',
    ],
  },
];
