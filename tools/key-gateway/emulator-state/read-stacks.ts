import {
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  ListExportsCommand,
  ListStackResourcesCommand,
  type Stack,
  type StackResource,
} from '@aws-sdk/client-cloudformation';
import { isObject } from '../http/strict-json.ts';
import type { AccountClients } from './admin-clients.ts';

type CloudFormation = AccountClients['cloudFormation'];

/** A stack that exists or whose deletion failed; the others have no resources of their own. */
const GONE = /^(DELETE_COMPLETE|REVIEW_IN_PROGRESS)$/;

/**
 * The stacks of an account in a Region, with the last created or updated one first. An emulator
 * without CloudFormation has none.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html
 *
 * @throws the errors of CloudFormation.
 */
export async function readStacks(client: CloudFormation): Promise<readonly Stack[]> {
  const stacks: Stack[] = [];
  try {
    const describe = (page: Page) => client.send(new DescribeStacksCommand(page));
    for await (const { Stacks = [] } of pages(describe)) {
      stacks.push(...Stacks.filter(({ StackStatus = '' }) => !GONE.test(StackStatus)));
    }
  } catch (error) {
    if (isNotImplemented(error)) return [];
    throw error;
  }
  const changed = ({ LastUpdatedTime, CreationTime }: Stack): number =>
    (LastUpdatedTime ?? CreationTime)?.getTime() ?? 0;
  return stacks.sort((one, other) => changed(other) - changed(one));
}

/** More resources than this come from ListStackResources only. */
const MAX_DESCRIBED = 100;

/**
 * The resources of a stack.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResources.html
 *
 * @throws the errors of CloudFormation.
 */
export async function readResources(
  client: CloudFormation,
  { StackId, StackName = StackId }: Stack,
): Promise<readonly Partial<StackResource>[]> {
  const { StackResources = [] } = await client.send(
    new DescribeStackResourcesCommand({ StackName }),
  );
  if (StackResources.length < MAX_DESCRIBED) return StackResources;
  const all: Partial<StackResource>[] = [];
  const list = (page: Page) => client.send(new ListStackResourcesCommand({ StackName, ...page }));
  for await (const { StackResourceSummaries = [] } of pages(list)) {
    all.push(...StackResourceSummaries);
  }
  return all;
}

/**
 * Returns a value that changes with each change of a stack, and at its end. Some emulators give each
 * update the time of the creation, so the ids of the events count too.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackEvents.html
 *
 * @returns undefined when the emulator has no events, so that a change cannot be seen.
 */
export async function stateOfStack(
  client: CloudFormation,
  { StackId, StackName = StackId, StackStatus, LastUpdatedTime }: Stack,
): Promise<string | undefined> {
  const events = await client
    .send(new DescribeStackEventsCommand({ StackName }))
    .then(({ StackEvents = [] }) => StackEvents)
    .catch(() => []);
  const ids = [events[0]?.EventId, events.at(-1)?.EventId];
  if (ids.includes(undefined)) return undefined;
  return JSON.stringify([StackId, StackStatus, LastUpdatedTime, events.length, ...ids]);
}

/**
 * What stacks export, by name.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListExports.html
 *
 * @throws the errors of CloudFormation.
 */
export async function readExports(client: CloudFormation): Promise<ReadonlyMap<string, string>> {
  const exported = new Map<string, string>();
  const list = (page: Page) => client.send(new ListExportsCommand(page));
  for await (const { Exports = [] } of pages(list)) {
    for (const { Name = '', Value = '' } of Exports) exported.set(Name, Value);
  }
  return exported;
}

type Page = { readonly NextToken?: string };

async function* pages<T extends { readonly NextToken?: string | undefined }>(
  read: (page: Page) => Promise<T>,
): AsyncIterable<T> {
  let page: T | undefined;
  do {
    page = await read(page?.NextToken ? { NextToken: page.NextToken } : {});
    yield page;
  } while (page.NextToken);
}

/** Emulators answer a service that they do not have in different ways. */
const NOT_IMPLEMENTED = [
  ...['InvalidAction', 'NotImplemented', 'NotImplementedException'],
  ...['UnknownOperationException', 'UnknownService', 'UnknownServiceError'],
];

function isNotImplemented(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (NOT_IMPLEMENTED.includes(error.name)) return true;
  const status = '$metadata' in error ? error.$metadata : undefined;
  return isObject(status) && [404, 501].includes(Number(status['httpStatusCode']));
}
