import {
  type CloudFormationClient,
  paginateListStackResources,
} from '@aws-sdk/client-cloudformation';
import { allItems } from './all-pages.ts';

/** A resource of a deployed stack. */
export interface StackResource {
  readonly logicalId: string;
  readonly type: string;
  /** Name, id or ARN: what Ref gives. */
  readonly physicalId: string;
}

/**
 * All resources of a stack. Needs cloudformation:ListStackResources.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackResources.html
 * @throws what CloudFormation throws, refusals as well.
 */
export async function readStackResources(
  cloudFormation: CloudFormationClient,
  stackName: string,
): Promise<readonly StackResource[]> {
  const pages = paginateListStackResources({ client: cloudFormation }, { StackName: stackName });
  const found = await allItems(pages, (page) => page.StackResourceSummaries);
  return found.flatMap(({ LogicalResourceId, ResourceType, PhysicalResourceId, ResourceStatus }) =>
    LogicalResourceId && ResourceType && PhysicalResourceId && ResourceStatus !== 'DELETE_COMPLETE'
      ? [{ logicalId: LogicalResourceId, type: ResourceType, physicalId: PhysicalResourceId }]
      : [],
  );
}
