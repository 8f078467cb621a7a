import { added, allow, type Change, resource, set, statement, without } from '../mutate.ts';
import { everyone, type Mutation, root } from './mutation.ts';

const KEY = 'ApprovalKmsKey';
const inPolicy = (sid: string, change: Change): Change => statement(sid, change, KEY);

const ACTIVITY = 'kms:EncryptionContext:aws:states:activityArn';

/** Wrong templates of the encrypted activity. */
export const wrongApprovals: readonly Mutation[] = [
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
      'activity',
      'another activity',
    ],
  },
  {
    name: 'allows the worker to decrypt without Step Functions',
    change: inPolicy('WorkerReadsQuestions', without('StringEquals', 'kms:ViaService')),
    shows: ['activity'],
  },
  {
    name: 'allows the worker to read every activity and workflow under the key',
    change: inPolicy('WorkerReadsQuestions', without('StringEquals', ACTIVITY)),
    shows: ['key through Step Functions'],
  },
  {
    name: 'allows every Step Functions caller of the account to take tasks',
    change: inPolicy('WorkerReadsQuestions', set('Principal', root)),
    shows: ['readers', 'data in logs', 'api', 'activity'],
  },
  {
    name: 'allows every principal to take tasks',
    change: inPolicy('WorkerReadsQuestions', set('Principal', everyone)),
    shows: ['readers', 'data in logs', 'api', 'activity'],
  },
  {
    name: 'allows the execution role to use the key for any data',
    change: inPolicy('WorkflowEncryptsItsQuestions', set('Condition')),
    shows: [
      'readers',
      'api of another workflow',
      'key for another workflow',
      'key for log events',
      'another activity',
    ],
  },
  {
    name: 'allows deployers to decrypt tasks',
    change: inPolicy('DeployWithoutReading', (one) =>
      without(
        'StringEquals',
        'kms:EncryptionContext:aws:states:stateMachineArn',
      )(allow('kms:Decrypt')(one)),
    ),
    shows: [
      'readers',
      'data in logs',
      'api',
      'api of another workflow',
      'key through Step Functions',
      'activity',
      'another activity',
    ],
  },
  {
    name: 'allows administrators to create grants',
    change: inPolicy('AdministerWithoutUse', allow('kms:CreateGrant')),
    shows: [
      'key',
      'key through Step Functions',
      'key for another workflow',
      'key for log events',
      'activity',
      'another activity',
    ],
  },
  {
    name: 'encrypts the activity with an AWS owned key',
    change: resource('ApprovalActivity', set('EncryptionConfiguration')),
    shows: ['readers', 'data in logs', 'activity', 'another activity'],
  },
  {
    name: 'allows every principal of the account to assume the worker role',
    change: resource('ApprovalWorkerRole', (role) => ({
      ...role,
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: root, Action: 'sts:AssumeRole' }],
      },
    })),
    shows: [
      'readers',
      'api',
      'api of another workflow',
      'key',
      'key through Step Functions',
      'key for another workflow',
      'key for log events',
      'activity',
      'another activity',
    ],
  },
  {
    name: 'gives the activity another name than its key policy',
    change: resource('ApprovalActivity', set('Name', 'questions')),
    shows: ['readers', 'data in logs', 'activity'],
  },
];
