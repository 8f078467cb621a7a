import type { StepFunctionsApi } from 'who-can-read';
import type { GatewayContext } from '../gateway-context.ts';
import { answerJson } from '../http/answer-json.ts';
import type { Answer } from '../http/exchange.ts';
import { type ProtectedRequest, text } from '../http/parse-request.ts';
import type { Reply } from '../http/reply.ts';
import { isObject, type JsonObject } from '../http/strict-json.ts';
import type { StatesOperation } from '../operations.ts';
import type { Decision } from './authorize.ts';

type Rule = {
  readonly leavesOut: readonly string[];
  readonly becomes: JsonObject;
};

const excluded = { included: false };
const definition: Rule = {
  leavesOut: ['variableReferences', 'label'],
  becomes: { definition: '{}' },
};
const execution: Rule = {
  leavesOut: ['input', 'output', 'error', 'cause'],
  becomes: { inputDetails: excluded, outputDetails: excluded },
};

/**
 * What METADATA_ONLY takes out of an answer.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachine.html
 * ("the returned definition will be {}") and .../API_DescribeExecution.html. Assumed: that
 * DescribeStateMachineForExecution says `{}` as well.
 */
const rules: Partial<Record<StepFunctionsApi, Rule>> = {
  DescribeStateMachine: definition,
  DescribeStateMachineForExecution: definition,
  DescribeExecution: execution,
  StartSyncExecution: execution,
};

/**
 * Returns the answer that the caller gets: without execution data and definition where the decision
 * allows metadata only, and with the encryption of an activity, which the emulator forgets.
 *
 * @throws InvalidUpstreamResponseError; RangeError for an operation that has no METADATA_ONLY.
 */
export function filterAnswer(
  request: ProtectedRequest,
  { name, holdsData }: StatesOperation,
  { sees }: Decision,
  answer: Answer,
  { activities }: GatewayContext,
): Reply {
  if (holdsData && sees === 'metadata') return { answer, body: metadataOnly(name, answer) };
  const activity =
    name === 'DescribeActivity' ? activities.find(text(request, 'activityArn') ?? '') : undefined;
  if (!activity) return { answer };
  const encryptionConfiguration = {
    type: 'CUSTOMER_MANAGED_KMS_KEY',
    kmsKeyId: activity.kmsKeyId,
    kmsDataKeyReusePeriodSeconds: activity.reuseSeconds,
  };
  return { answer, body: jsonBody({ ...answerJson(answer), encryptionConfiguration }) };
}

function metadataOnly(api: StepFunctionsApi, answer: Answer): Buffer {
  const rule = rules[api];
  if (!rule) throw new RangeError(`${api} has no METADATA_ONLY`);
  const found = answerJson(answer);
  const kept = Object.entries(found).filter(([name]) => !rule.leavesOut.includes(name));
  const details = Object.entries(rule.becomes).map(([name, value]) => [
    name,
    isObject(value) ? { ...objectOf(found[name]), ...value } : value,
  ]);
  return jsonBody({ ...Object.fromEntries(kept), ...Object.fromEntries(details) });
}

const jsonBody = (value: JsonObject): Buffer => Buffer.from(JSON.stringify(value));

function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
