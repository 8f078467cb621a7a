import { replaced, resource, set } from '../mutate.ts';
import type { Mutation } from './mutation.ts';

const ROLE = 'StockTradingStateMachineExecutionRole';
const MACHINE = 'StockTradingStateMachine';

/** The state machine and what its key is. */
export const stateMachine: readonly Mutation[] = [
  {
    name: 'uses a key of AWS',
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
    name: 'drops the encryption',
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
    name: 'uses the key of the table',
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
    name: 'writes data into the logs',
    change: resource(MACHINE, replaced('{"Ref":"IncludeExecutionData"}', 'true')),
    shows: ['data in logs'],
  },
  {
    name: 'leaves the policy of the key to KMS',
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
    name: "lets another account's state machine run as the workflow",
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
