import { allow, replaced, set, statement } from '../mutate.ts';
import { everyone, type Mutation, operator, root, stranger } from './mutation.ts';

const WORKFLOW = 'WorkflowUsesItsKey';
const stateMachineKey = 'kms:EncryptionContext:aws:states:stateMachineArn';

/** The statement by which the workflow uses its key. */
export const workflow: readonly Mutation[] = [
  {
    name: "removes the encryption context of the workflow's statement",
    change: statement(WORKFLOW, set('Condition')),
    shows: ['readers', 'api of another workflow', 'key for another workflow', 'key for log events'],
  },
  {
    name: "allows any value in the workflow's encryption context",
    change: statement(WORKFLOW, set('Condition', { StringLike: { [stateMachineKey]: '*' } })),
    shows: ['api of another workflow', 'key for another workflow'],
  },
  {
    name: 'allows an absent encryption context for the workflow (IfExists)',
    change: statement(WORKFLOW, operator('StringEqualsIfExists')),
    shows: ['readers', 'key for log events'],
  },
  {
    name: 'allows an absent encryption context for the workflow (ForAllValues)',
    change: statement(WORKFLOW, operator('ForAllValues:StringEquals')),
    shows: ['readers', 'key for log events'],
  },
  {
    name: "negates the condition of the workflow's statement",
    change: statement(WORKFLOW, operator('StringNotEquals')),
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
    name: 'limits the workflow to another partition',
    change: statement(WORKFLOW, replaced('${AWS::Partition}:states', 'aws-cn:states')),
    shows: ['readers', 'data in logs', 'api', 'key', 'key through Step Functions'],
  },
  {
    name: 'limits the workflow to another Region',
    change: statement(WORKFLOW, replaced('${AWS::Region}', 'eu-west-1')),
    shows: ['readers', 'data in logs', 'api', 'key', 'key through Step Functions'],
  },
  {
    name: 'limits the workflow to another account',
    change: statement(
      WORKFLOW,
      replaced('${AWS::AccountId}:stateMachine', '111111111111:stateMachine'),
    ),
    shows: ['readers', 'data in logs', 'api', 'key', 'key through Step Functions'],
  },
  {
    name: 'limits the workflow to another state machine',
    change: statement(WORKFLOW, replaced('${AWS::StackName}', 'another')),
    shows: ['readers', 'data in logs', 'api', 'key', 'key through Step Functions'],
  },
  {
    name: 'limits the workflow to a version of the state machine',
    change: statement(WORKFLOW, replaced('${AWS::StackName}', '${AWS::StackName}:1')),
    shows: ['readers', 'data in logs', 'api', 'key', 'key through Step Functions'],
  },
  {
    name: 'limits the workflow to activities',
    change: statement(WORKFLOW, replaced('stateMachineArn', 'activityArn')),
    shows: ['readers', 'data in logs', 'api', 'key', 'key through Step Functions'],
  },
  {
    name: "requires kms:ViaService for the workflow's own calls",
    change: statement(
      WORKFLOW,
      replaced(
        '"StringEquals":{',
        '"StringEquals":{"kms:ViaService":"states.us-east-1.amazonaws.com",',
      ),
    ),
    shows: ['readers', 'data in logs', 'api', 'key'],
  },
  {
    name: 'allows the workflow every action',
    change: statement(WORKFLOW, set('Action', 'kms:*')),
    shows: ['key', 'key through Step Functions', 'key for another workflow', 'key for log events'],
  },
  {
    // CreateGrant carries the encryption context of the grant's constraints.
    name: 'allows the workflow to create grants with its own encryption context',
    change: statement(WORKFLOW, allow('kms:CreateGrant')),
    shows: ['key', 'key through Step Functions', 'key for another workflow', 'key for log events'],
  },
  {
    name: 'allows the workflow to create grants',
    change: statement(WORKFLOW, (one) => allow('kms:CreateGrant')(set('Condition')(one))),
    shows: [
      'readers',
      'api of another workflow',
      'key',
      'key through Step Functions',
      'key for another workflow',
      'key for log events',
    ],
  },
  {
    name: 'omits Decrypt for the workflow',
    change: statement(WORKFLOW, set('Action', 'kms:GenerateDataKey')),
    shows: ['readers', 'data in logs', 'api', 'key', 'key through Step Functions'],
  },
  {
    name: 'names the account instead of the workflow',
    change: statement(WORKFLOW, set('Principal', root)),
    shows: ['readers', 'data in logs', 'api', 'key', 'key through Step Functions'],
  },
  {
    name: 'names every principal instead of the workflow',
    change: statement(WORKFLOW, set('Principal', everyone)),
    shows: ['readers', 'data in logs', 'api', 'key', 'key through Step Functions'],
  },
  {
    name: 'names another account instead of the workflow',
    change: statement(WORKFLOW, set('Principal', stranger)),
    shows: ['readers', 'data in logs', 'api', 'key', 'key through Step Functions'],
  },
  {
    name: 'names all principals except another account instead of the workflow',
    change: statement(WORKFLOW, (one) => set('NotPrincipal', stranger)(set('Principal')(one))),
    shows: ['readers', 'data in logs', 'api', 'key', 'key through Step Functions'],
  },
  {
    name: 'names a pattern of roles instead of the workflow',
    change: statement(WORKFLOW, set('Principal', { AWS: 'arn:aws:iam::123456789012:role/*' })),
    shows: ['rejected'],
  },
  {
    name: 'denies the workflow instead of allowing it',
    change: statement(WORKFLOW, set('Effect', 'Deny')),
    shows: ['readers', 'data in logs', 'api', 'key', 'key through Step Functions'],
  },
  {
    name: 'misspells a condition operator',
    change: statement(WORKFLOW, operator('StringEqual')),
    shows: ['rejected'],
  },
];
