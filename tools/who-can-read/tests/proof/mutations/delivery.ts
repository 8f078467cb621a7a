import { replaced, set, statement } from '../mutate.ts';
import { everyone, type Mutation } from './mutation.ts';

const DELIVERY = 'LogDeliveryReadsForThisAccount';

/** The statement of log delivery. */
export const delivery: readonly Mutation[] = [
  {
    name: 'removes the encryption context of log delivery',
    change: statement(DELIVERY, set('Condition')),
    shows: [
      'readers',
      'data in logs',
      'key',
      'key through Step Functions',
      'key for another workflow',
    ],
  },
  {
    name: 'delivers logs of any account',
    change: statement(
      DELIVERY,
      set('Condition', { StringLike: { 'kms:EncryptionContext:SourceArn': '*' } }),
    ),
    shows: ['readers', 'data in logs'],
  },
  {
    name: 'delivers logs of another account',
    change: statement(DELIVERY, replaced('${AWS::AccountId}', '999999999999')),
    shows: ['readers', 'data in logs', 'key for log events'],
  },
  {
    name: 'delivers logs of another Region',
    change: statement(DELIVERY, replaced('${AWS::Region}', 'eu-west-1')),
    shows: ['readers', 'data in logs', 'key for log events'],
  },
  {
    name: 'delivers logs with a condition on aws:SourceArn, which is absent',
    change: statement(DELIVERY, replaced('kms:EncryptionContext:SourceArn', 'aws:SourceArn')),
    shows: [
      'readers',
      'data in logs',
      'key',
      'key through Step Functions',
      'key for another workflow',
      'key for log events',
    ],
  },
  {
    name: 'allows log delivery every action',
    change: statement(DELIVERY, set('Action', 'kms:*')),
    shows: ['key', 'key through Step Functions', 'key for another workflow', 'key for log events'],
  },
  {
    name: 'names every principal instead of log delivery',
    change: statement(DELIVERY, set('Principal', everyone)),
    shows: ['readers', 'data in logs', 'key for log events'],
  },
  {
    name: 'names every service instead of log delivery',
    change: statement(DELIVERY, set('Principal', { Service: '*' })),
    shows: ['readers', 'data in logs', 'key for log events'],
  },
  {
    name: 'names another service instead of log delivery',
    change: statement(DELIVERY, set('Principal', { Service: 'logs.us-east-1.amazonaws.com' })),
    shows: ['readers', 'data in logs', 'key for log events'],
  },
];
