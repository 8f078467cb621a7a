import { allow, replaced, set, statement } from '../mutate.ts';
import { everyone, type Mutation } from './mutation.ts';

const DEPLOY = 'DeployWithoutReading';

/** The statement of those who deploy. */
export const deployers: readonly Mutation[] = [
  {
    name: 'lets deployers read',
    change: statement(DEPLOY, allow('kms:Decrypt')),
    shows: ['readers', 'data in logs', 'api', 'key through Step Functions'],
  },
  {
    name: 'lets deployers do all',
    change: statement(DEPLOY, set('Action', 'kms:*')),
    shows: ['readers', 'data in logs', 'api', 'key through Step Functions'],
  },
  {
    name: 'lets deployers encrypt outside of Step Functions',
    change: statement(DEPLOY, replaced('"kms:ViaService"', '"aws:PrincipalAccount"')),
    shows: ['api', 'key through Step Functions'],
  },
  {
    name: 'drops the conditions of deployers',
    change: statement(DEPLOY, set('Condition')),
    shows: ['api of another workflow', 'key', 'key for another workflow', 'key for log events'],
  },
  {
    name: 'lets deployers encrypt any workflow',
    change: statement(
      DEPLOY,
      set('Condition', { StringEquals: { 'kms:ViaService': 'states.us-east-1.amazonaws.com' } }),
    ),
    shows: ['api of another workflow'],
  },
  {
    name: 'lets deployers deploy in another region',
    change: statement(DEPLOY, replaced('states.${AWS::Region}', 'states.eu-west-1')),
    shows: ['api', 'key through Step Functions'],
  },
  {
    name: 'lets deployers of another account encrypt',
    change: statement(DEPLOY, set('Principal', everyone)),
    shows: ['key through Step Functions'],
  },
];
