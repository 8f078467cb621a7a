import type { LoggingFacts, StepFunctionsApi } from 'who-can-read';
import { keysOf } from '../emulator-state/encryption-records.ts';
import type { GatewayContext } from '../gateway-context.ts';
import { answerJson } from '../http/answer-json.ts';
import type { Answer } from '../http/exchange.ts';
import { type ProtectedRequest, text } from '../http/parse-request.ts';
import type { Reply } from '../http/reply.ts';
import { isObject, type JsonObject } from '../http/strict-json.ts';
import type { StatesOperation } from '../operations.ts';
import type { Decision } from './authorize.ts';
import { definitionProblem } from './definition-problem.ts';
import type { LoadedTargets } from './encrypted-target.ts';

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
 * The members that METADATA_ONLY removes from an answer.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachine.html
 * ("the returned definition will be {}") and .../API_DescribeExecution.html. Assumption:
 * DescribeStateMachineForExecution also returns `{}`.
 */
const rules: Partial<Record<StepFunctionsApi, Rule>> = {
  DescribeStateMachine: definition,
  DescribeStateMachineForExecution: definition,
  DescribeExecution: execution,
  StartSyncExecution: execution,
};

/**
 * Returns the answer that the caller gets: without execution data and definition where the decision
 * allows metadata only, and with the configuration that the emulator forgets.
 *
 * @throws InvalidUpstreamResponseError; RangeError for an operation that has no METADATA_ONLY.
 */
export async function filterAnswer(
  request: ProtectedRequest,
  { name, holdsData }: StatesOperation,
  loaded: LoadedTargets,
  decision: Decision,
  answer: Answer,
  context: GatewayContext,
): Promise<Reply> {
  const added = await forgotten(request, name, loaded, decision, answer, context);
  const isMetadata = holdsData && decision.sees === 'metadata';
  if (!added && !isMetadata) return { answer };
  const found = { ...answerJson(answer), ...added };
  return { answer, body: jsonBody(isMetadata ? metadataOnly(name, found) : found) };
}

/** The members of an answer that the emulator has lost; undefined when it has all. */
async function forgotten(
  request: ProtectedRequest,
  name: StepFunctionsApi,
  { scope }: LoadedTargets,
  { targets: [decided] }: Decision,
  answer: Answer,
  { activities, declaredStateMachines, encryptionRecords }: GatewayContext,
): Promise<JsonObject | undefined> {
  if (name === 'DescribeActivity') {
    const activity = activities.find(text(request, 'activityArn') ?? '');
    return activity && { encryptionConfiguration: configuration(activity) };
  }
  if (name === 'ValidateStateMachineDefinition') {
    const problem = definitionProblem(text(request, 'definition') ?? '');
    return (
      problem && {
        result: 'FAIL',
        diagnostics: [{ severity: 'ERROR', ...problem }],
        truncated: false,
      }
    );
  }
  if (name !== 'DescribeStateMachine') return undefined;
  const found = answerJson(answer);
  const { type } = objectOf(found['encryptionConfiguration']);
  const { level = 'OFF' } = objectOf(found['loggingConfiguration']);
  const { arn = '', kmsKeyId, reuseSeconds = 0 } = decided?.target ?? {};
  const isLost = kmsKeyId !== undefined && type !== 'CUSTOMER_MANAGED_KMS_KEY';
  const recorded = keysOf(encryptionRecords.history(arn)).find(({ keyArn }) => keyArn === kmsKeyId);
  const named = recorded?.kmsKeyId ?? kmsKeyId ?? '';
  // If the template cannot be read, the answer of the emulator stays unchanged.
  const declared =
    level === 'OFF' && scope.account !== ''
      ? await declaredStateMachines(scope, text(request, 'stateMachineArn') ?? '').catch(
          () => undefined,
        )
      : undefined;
  const logging =
    declared?.logging && declared.logging.level !== 'OFF' ? declared.logging : undefined;
  if (!isLost && !logging) return undefined;
  return {
    ...(isLost
      ? { encryptionConfiguration: configuration({ kmsKeyId: named, reuseSeconds }) }
      : {}),
    ...(logging ? { loggingConfiguration: loggingConfiguration(logging) } : {}),
  };
}

const configuration = (key: { readonly kmsKeyId: string; readonly reuseSeconds: number }) => ({
  type: 'CUSTOMER_MANAGED_KMS_KEY',
  kmsKeyId: key.kmsKeyId,
  kmsDataKeyReusePeriodSeconds: key.reuseSeconds,
});

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_LoggingConfiguration.html */
const loggingConfiguration = ({ level, includeExecutionData, logGroupArns }: LoggingFacts) => ({
  ...{ level, includeExecutionData },
  destinations: logGroupArns.map((arn) => ({
    cloudWatchLogsLogGroup: { logGroupArn: `${arn}:*` },
  })),
});

function metadataOnly(api: StepFunctionsApi, found: JsonObject): JsonObject {
  const rule = rules[api];
  if (!rule) throw new RangeError(`${api} has no METADATA_ONLY`);
  const kept = Object.entries(found).filter(([name]) => !rule.leavesOut.includes(name));
  const details = Object.entries(rule.becomes).map(([name, value]) => [
    name,
    isObject(value) ? { ...objectOf(found[name]), ...value } : value,
  ]);
  return { ...Object.fromEntries(kept), ...Object.fromEntries(details) };
}

const jsonBody = (value: JsonObject): Buffer => Buffer.from(JSON.stringify(value));

function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
