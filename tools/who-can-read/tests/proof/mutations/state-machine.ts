import { replaced, resource, set } from '../mutate.ts';
import type { Mutation } from './mutation.ts';

const ROLE = 'StockTradingStateMachineExecutionRole';
const MACHINE = 'StockTradingStateMachine';

/** The state machine and what its key is. */
export const stateMachine: readonly Mutation[] = [
  {
    name: 'uses an AWS owned key',
    change: resource(MACHINE, set('EncryptionConfiguration', { Type: 'AWS_OWNED_KEY' })),
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
    name: 'removes the encryption',
    change: resource(MACHINE, set('EncryptionConfiguration')),
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
    name: 'uses the storage key',
    change: resource(MACHINE, replaced('"StocksKmsKey"', '"StorageKmsKey"')),
    shows: [
      'readers',
      'data in logs',
      'api',
      'key',
      'key through Step Functions',
      'key for log events',
    ],
  },
  {
    name: 'writes execution data to the logs',
    change: resource(MACHINE, replaced('{"Ref":"IncludeExecutionData"}', 'true')),
    shows: ['data in logs'],
  },
  {
    name: 'uses the default key policy of KMS',
    change: resource('StocksKmsKey', set('KeyPolicy')),
    shows: [
      ...['readers', 'data in logs', 'api', 'api of another workflow', 'key'],
      ...['key through Step Functions', 'key for another workflow', 'key for log events'],
    ],
  },
  {
    name: 'disables the key',
    change: resource('StocksKmsKey', set('Enabled', false)),
    shows: [
      'readers',
      'data in logs',
      'api',
      'api of another workflow',
      'key',
      'key through Step Functions',
      'key for log events',
    ],
  },
  {
    name: "allows another account's state machine to assume the execution role",
    change: resource(
      ROLE,
      replaced(
        '"aws:SourceAccount":{"Ref":"AWS::AccountId"}',
        '"aws:SourceAccount":"999999999999"',
      ),
    ),
    shows: ['start'],
  },
];
