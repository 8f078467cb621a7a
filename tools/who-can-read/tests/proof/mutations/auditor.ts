import { auditor } from '../access-models.ts';
import { replaced, set, statement } from '../mutate.ts';
import { type Mutation, root } from './mutation.ts';

const AUDIT = 'AuditorReadsThroughStepFunctions';

const withAuditor = { AuditorRoleArn: auditor };

/** The statement of the auditor. */
export const reader: readonly Mutation[] = [
  {
    name: 'lets the auditor read outside of Step Functions',
    change: statement(AUDIT, replaced('"kms:ViaService"', '"aws:PrincipalAccount"')),
    parameters: withAuditor,
    shows: ['readers', 'data in logs', 'api', 'key through Step Functions'],
  },
  {
    name: 'lets the auditor read without conditions',
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
    name: 'lets the auditor read any workflow',
    change: statement(
      AUDIT,
      set('Condition', { StringEquals: { 'kms:ViaService': 'states.us-east-1.amazonaws.com' } }),
    ),
    parameters: withAuditor,
    shows: ['api', 'api of another workflow'],
  },
  {
    name: 'gives the auditor everything',
    change: statement(AUDIT, set('Action', 'kms:*')),
    parameters: withAuditor,
    shows: ['key through Step Functions'],
  },
  {
    name: 'names the account in place of the auditor',
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
    name: 'shows the auditor another region',
    change: statement(AUDIT, replaced('states.${AWS::Region}', 'states.eu-west-1')),
    parameters: withAuditor,
    shows: ['readers', 'data in logs', 'api', 'key through Step Functions'],
  },
];
