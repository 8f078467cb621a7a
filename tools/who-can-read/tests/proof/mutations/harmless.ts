import { added, replaced, resource, set, statement } from '../mutate.ts';
import { everyone, type Mutation } from './mutation.ts';

const WORKFLOW = 'WorkflowUsesItsKey';
const DELIVERY = 'LogDeliveryReadsForThisAccount';
const DEPLOY = 'DeployWithoutReading';
const ADMIN = 'AdministerWithoutUse';

/** Changes that look like mutations and change nothing: no alarm may be raised for them. */
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
    name: 'drops a Sid',
    change: statement(DELIVERY, set('Sid')),
  },
  {
    name: 'denies what nobody may do',
    change: added({ Effect: 'Deny', Principal: everyone, Action: 'kms:ReplicateKey' }),
  },
  {
    name: 'allows what a role that is not there may do',
    change: added({
      Effect: 'Allow',
      Principal: { AWS: 'AROADBQP57FF2AEXAMPLE' },
      Action: 'kms:Decrypt',
    }),
  },
  {
    name: 'gives a function a right that the key does not hand out',
    change: resource(
      'SaveFunctionRole',
      replaced('"dynamodb:PutItem"', '["dynamodb:PutItem","kms:GenerateDataKey"]'),
    ),
  },
];
