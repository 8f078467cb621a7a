import { allow, set, statement } from '../mutate.ts';
import { everyone, type Mutation, stranger } from './mutation.ts';

const ADMIN = 'AdministerWithoutUse';

/** The statement of administrators. */
export const administrators: readonly Mutation[] = [
  {
    name: 'lets administrators do all',
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
    name: 'lets administrators grant',
    change: statement(ADMIN, allow('kms:CreateGrant')),
    shows: ['key', 'key through Step Functions', 'key for another workflow', 'key for log events'],
  },
  {
    name: "lets administrators create anything, as the post's sample does",
    change: statement(ADMIN, allow('kms:Create*')),
    shows: ['key', 'key through Step Functions', 'key for another workflow', 'key for log events'],
  },
  {
    name: 'lets administrators decrypt',
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
    name: 'lets administrators re-encrypt',
    change: statement(ADMIN, allow('kms:ReEncrypt*')),
    shows: ['readers', 'data in logs', 'key'],
  },
  {
    name: 'lets administrators do all but decrypt',
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
    name: 'lets administrators replicate',
    change: statement(ADMIN, allow('kms:ReplicateKey')),
    shows: ['key'],
  },
  {
    name: 'leaves no principal that can change the policy',
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
    name: 'lets another account administer',
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
    name: 'lets everyone administer',
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
    name: 'denies where it should allow administrators',
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
