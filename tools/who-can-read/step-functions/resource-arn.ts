import { parseArn } from '../arn.ts';
import { type ApiRule, type StepFunctionsApi, stepFunctionsApis } from './step-functions-apis.ts';
import type { StepFunctionsRequest } from './step-functions-request.ts';

/** Represents any execution or map run of a state machine if a request does not name one. */
const SOME = '00000000-0000-0000-0000-000000000000';

/**
 * Returns the resource of a request, which policies for the action must name: `*` for an action without a
 * resource. If the request does not name an execution or map run, the ARN represents all of them.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html
 */
export function resourceOf({ api, target, resource }: StepFunctionsRequest): string {
  if (resource !== undefined) return resource;
  const { resource: kind }: ApiRule = stepFunctionsApis[api];
  if (kind === 'none') return '*';
  if (kind === 'execution')
    return target.arn.replace(':stateMachine:', ':execution:').concat(`:${SOME}`);
  if (kind === 'map-run') {
    return target.arn.replace(':stateMachine:', ':mapRun:').concat(`/${SOME}:${SOME}`);
  }
  return target.arn;
}

/**
 * Returns whether METADATA_ONLY has an effect. It has no effect if the ARN contains the label of a
 * distributed map, because Step Functions then needs the whole definition.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachine.html
 */
export function leavesDataOut(request: StepFunctionsRequest): boolean {
  if (request.includedData !== 'METADATA_ONLY') return false;
  if (!stepFunctionsApis[request.api].includedData) return false;
  return !hasLabel(resourceOf(request));
}

/**
 * Returns the encryption context of a state machine's or activity's data.
 * https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html
 */
export function encryptionContextOf(
  target: Pick<StepFunctionsRequest['target'], 'kind' | 'arn'>,
): Readonly<Record<string, string>> {
  return target.kind === 'activity'
    ? { 'aws:states:activityArn': target.arn }
    : { 'aws:states:stateMachineArn': target.arn };
}

/**
 * Returns the value of `kms:ViaService` in the calls that Step Functions makes to KMS for a caller.
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
 * @param targetArn of the state machine or activity.
 * @throws InvalidArnError for a malformed ARN.
 */
export function viaServiceOf(targetArn: string): string {
  const { region, partition } = parseArn(targetArn);
  return `states.${region}.amazonaws.com${partition === 'aws-cn' ? '.cn' : ''}`;
}

/** Whether an action is about activities, state machines, or either. */
export function targetKindOf(api: StepFunctionsApi): 'activity' | 'state-machine' | 'either' {
  const { resource } = stepFunctionsApis[api];
  if (resource === 'activity') return 'activity';
  return resource === 'any' || resource === 'none' ? 'either' : 'state-machine';
}

function hasLabel(arn: string): boolean {
  return /:stateMachine:[^:/]+\//.test(arn);
}
