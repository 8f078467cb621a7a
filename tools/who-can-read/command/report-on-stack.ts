import {
  type DeployedRequest,
  readBucketPolicies,
  readDeployed,
  type StackClients,
  type StackProgress,
} from '../account/index.ts';
import { accessModelOfStack } from '../from-stack/model-of-stack.ts';
import { bucketsNamed } from '../from-stack/stack-copies.ts';
import type { AccessModel } from '../report/access-model.ts';

/**
 * Reads deployed state machines and returns their access models. The definition of a state machine
 * names buckets, whose policies are read last.
 * @param progress gets the name of each read before it starts.
 * @throws as readDeployed does, and what S3 throws, unless it denies access.
 */
export async function readStackModels(
  clients: StackClients,
  request: DeployedRequest,
  progress: StackProgress = () => {},
): Promise<readonly AccessModel[]> {
  const models: AccessModel[] = [];
  for (const facts of await readDeployed(clients, request, progress)) {
    const names = bucketsNamed(facts);
    if (names.length > 0) progress('the policies of buckets');
    const bucketPolicies = await readBucketPolicies(clients.s3, names, facts.owner.account);
    models.push(accessModelOfStack({ ...facts, bucketPolicies }));
  }
  return models;
}
