import { allow, replaced, set, statement } from '../mutate.ts';
import { everyone, type Mutation } from './mutation.ts';

const DEPLOY = 'DeployWithoutReading';

/** The statement of those who deploy. */
export const deployers: readonly Mutation[] = [
  {
    name: 'allows deployers to read',
    change: statement(DEPLOY, allow('kms:Decrypt')),
    shows: ['readers', 'data in logs', 'api', 'key through Step Functions'],
  },
  {
    name: 'allows deployers every action',
    change: statement(DEPLOY, set('Action', 'kms:*')),
    shows: ['readers', 'data in logs', 'api', 'key through Step Functions'],
  },
  {
    name: 'allows deployers to encrypt outside Step Functions',
    change: statement(DEPLOY, replaced('"kms:ViaService"', '"aws:PrincipalAccount"')),
    shows: ['api', 'key through Step Functions'],
  },
  {
    name: 'removes the conditions of deployers',
    change: statement(DEPLOY, set('Condition')),
    shows: ['api of another workflow', 'key', 'key for another workflow', 'key for log events'],
  },
  {
    name: 'allows deployers to encrypt any workflow',
    change: statement(
      DEPLOY,
      set('Condition', { StringEquals: { 'kms:ViaService': 'states.us-east-1.amazonaws.com' } }),
    ),
    shows: ['api of another workflow'],
  },
  {
    name: 'allows deployers to deploy in another Region',
    change: statement(DEPLOY, replaced('states.${AWS::Region}', 'states.eu-west-1')),
    shows: ['api', 'key through Step Functions'],
  },
  {
    name: 'allows deployers of another account to encrypt',
    change: statement(DEPLOY, set('Principal', everyone)),
    shows: ['key through Step Functions'],
  },
];
