import { added, allow, type Change, resource, set, statement, without } from '../mutate.ts';
import { everyone, type Mutation, root } from './mutation.ts';

const KEY = 'ExpressKmsKey';
const inPolicy = (sid: string, change: Change): Change => statement(sid, change, KEY);

/** Wrong templates of the express workflow. */
export const wrongExpress: readonly Mutation[] = [
  {
    name: 'adds the default statement of KMS',
    change: added({ Effect: 'Allow', Principal: root, Action: 'kms:*' }, KEY),
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
    name: 'allows the caller to decrypt without Step Functions',
    change: inPolicy('CallerGetsTheOutput', without('StringEquals', 'kms:ViaService')),
    shows: ['readers', 'key'],
  },
  {
    name: 'allows every Step Functions caller to get the output',
    change: inPolicy('CallerGetsTheOutput', set('Principal', everyone)),
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
    name: 'allows the role to read any workflow under the key',
    change: inPolicy('WorkflowReadsItsDefinition', set('Condition')),
    shows: ['readers', 'key for another workflow', 'key for log events'],
  },
  {
    name: 'does not allow the role to decrypt its definition',
    change: inPolicy('WorkflowReadsItsDefinition', set('Action', 'kms:GenerateDataKey')),
    shows: ['readers', 'data in logs', 'key', 'key through Step Functions'],
  },
  {
    name: 'allows deployers to read',
    change: inPolicy('DeployWithoutReading', allow('kms:Decrypt')),
    shows: ['readers', 'data in logs', 'api', 'key through Step Functions'],
  },
  {
    name: 'allows administrators to create grants',
    change: inPolicy('AdministerWithoutUse', allow('kms:CreateGrant')),
    shows: ['key', 'key through Step Functions', 'key for another workflow', 'key for log events'],
  },
  {
    name: 'is encrypted with an AWS owned key',
    change: resource('ExpressStateMachine', set('EncryptionConfiguration')),
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
];
