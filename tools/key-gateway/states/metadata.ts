import type { StepFunctionsApi } from 'who-can-read';
import { answerJson } from '../http/answer-json.ts';
import type { Answer } from '../http/exchange.ts';
import { isObject, type JsonObject } from '../http/strict-json.ts';

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
 * The body of an answer without what the key protects.
 *
 * @throws GarbageError when the emulator's answer is no JSON object; RangeError for an
 *   operation that has no METADATA_ONLY.
 */
export function metadataOnly(api: StepFunctionsApi, { body }: Answer): Buffer {
  const rule = rules[api];
  if (!rule) throw new RangeError(`${api} has no METADATA_ONLY`);
  const found = answerJson({ body });
  const kept = Object.entries(found).filter(([name]) => !rule.leavesOut.includes(name));
  const details = Object.entries(rule.becomes).map(([name, value]) => [
    name,
    isObject(value) ? { ...objectOf(found[name]), ...value } : value,
  ]);
  return Buffer.from(
    JSON.stringify({ ...Object.fromEntries(kept), ...Object.fromEntries(details) }),
  );
}

function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
