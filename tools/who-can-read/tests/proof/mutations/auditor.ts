import { auditor } from '../access-models.ts';
import { replaced, set, statement } from '../mutate.ts';
import { type Mutation, root } from './mutation.ts';

const AUDIT = 'AuditorReadsThroughStepFunctions';

const withAuditor = { AuditorRoleArn: auditor };

/** The statement of the auditor. */
export const reader: readonly Mutation[] = [
  {
    name: 'allows the auditor to read outside Step Functions',
    change: statement(AUDIT, replaced('"kms:ViaService"', '"aws:PrincipalAccount"')),
    parameters: withAuditor,
    shows: ['readers', 'data in logs', 'api', 'key through Step Functions'],
  },
  {
    name: 'allows the auditor to read without conditions',
    change: statement(AUDIT, set('Condition')),
    parameters: withAuditor,
    shows: [
      'readers',
      'api',
      'api of another workflow',
      'key',
      'key for another workflow',
      'key for log events',
    ],
  },
  {
    name: 'allows the auditor to read any workflow',
    change: statement(
      AUDIT,
      set('Condition', { StringEquals: { 'kms:ViaService': 'states.us-east-1.amazonaws.com' } }),
    ),
    parameters: withAuditor,
    shows: ['api', 'api of another workflow'],
  },
  {
    name: 'allows the auditor every action',
    change: statement(AUDIT, set('Action', 'kms:*')),
    parameters: withAuditor,
    shows: ['key through Step Functions'],
  },
  {
    name: 'names the account instead of the auditor',
    change: statement(AUDIT, set('Principal', root)),
    parameters: withAuditor,
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
    name: 'allows the auditor to read in another Region',
    change: statement(AUDIT, replaced('states.${AWS::Region}', 'states.eu-west-1')),
    parameters: withAuditor,
    shows: ['readers', 'data in logs', 'api', 'key through Step Functions'],
  },
];
