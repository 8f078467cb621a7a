import { added, replaced, resource, set, statement } from '../mutate.ts';
import { everyone, type Mutation } from './mutation.ts';

const WORKFLOW = 'WorkflowUsesItsKey';
const DELIVERY = 'LogDeliveryReadsForThisAccount';
const DEPLOY = 'DeployWithoutReading';
const ADMIN = 'AdministerWithoutUse';

/** Changes that look like mutations and change nothing: the proof must not fail for them. */
export const harmless: readonly Pick<Mutation, 'name' | 'change'>[] = [
  {
    name: 'names the account by its id',
    change: statement(ADMIN, set('Principal', { AWS: { Ref: 'AWS::AccountId' } })),
  },
  {
    name: 'writes a condition key in another case',
    change: statement(DEPLOY, replaced('kms:ViaService', 'kms:viaservice')),
  },
  {
    name: 'writes actions in another case',
    change: statement(WORKFLOW, set('Action', ['KMS:decrypt', 'kms:GENERATEDATAKEY'])),
  },
  {
    name: 'removes a Sid',
    change: statement(DELIVERY, set('Sid')),
  },
  {
    name: 'denies an action that no principal can call',
    change: added({ Effect: 'Deny', Principal: everyone, Action: 'kms:ReplicateKey' }),
  },
  {
    name: 'allows a role that does not exist',
    change: added({
      Effect: 'Allow',
      Principal: { AWS: 'AROADBQP57FF2AEXAMPLE' },
      Action: 'kms:Decrypt',
    }),
  },
  {
    name: 'gives a function a permission that the key policy does not delegate',
    change: resource(
      'SaveFunctionRole',
      replaced('"dynamodb:PutItem"', '["dynamodb:PutItem","kms:GenerateDataKey"]'),
    ),
  },
];
