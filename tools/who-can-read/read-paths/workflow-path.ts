import { type PartialKnowledge, upperBound } from '../account/partial-knowledge.ts';
import { parseArn } from '../arn.ts';
import type { Subject, WorkflowStateMachine } from '../report/access-model.ts';
import { type Finding, finding, type Trial, trial } from '../report/finding.ts';
import { mightAllow } from '../report/might-allow.ts';
import type { Shape } from '../report/resource-shape.ts';
import { decideSome } from '../report/some-resource.ts';
import { decideStepFunctions } from '../step-functions/decide-step-functions.ts';
import { targetKindOf } from '../step-functions/resource-arn.ts';
import {
  type ApiRule,
  isStepFunctionsApi,
  type StepFunctionsApi,
  stepFunctionsApis,
} from '../step-functions/step-functions-apis.ts';
import type { StepFunctionsDecision } from '../step-functions/step-functions-decision.ts';
import type {
  Activity,
  Encryption,
  StateMachine,
} from '../step-functions/step-functions-request.ts';

/** Actions whose response contains the definition, input or output of a state machine. */
export function readingApis(type: string): readonly StepFunctionsApi[] {
  return apis().filter((api) => {
    const { answers, resource }: ApiRule = stepFunctionsApis[api];
    // StartSyncExecution is for Express workflows only.
    const fits = api !== 'StartSyncExecution' || type === 'EXPRESS';
    return answers === 'data' && resource !== 'activity' && fits;
  });
}

/** Returns whether the principal can get the definition or execution data from the Step Functions API. */
export function readsThroughStepFunctions(
  stateMachine: WorkflowStateMachine,
  subject: Subject,
): Finding {
  const { principal, identityPolicies } = upperBound(subject.caller);
  const open = readingApis(stateMachine.type).filter(
    (api) => principal.kind === 'root' || mightAllow(identityPolicies, `states:${api}`),
  );
  // Step Functions does not have resource policies, so the reason is the same for all actions.
  const tried: readonly StepFunctionsApi[] = open.length > 0 ? open : ['DescribeExecution'];
  const trials = tried.map((api) => tryApi(stateMachine, subject, api));
  return finding(trials, 'No action of Step Functions answers with data.');
}

/** Returns the decision on one action that the subject calls for all data. */
export function tryApi(
  stateMachine: WorkflowStateMachine,
  subject: Subject,
  api: StepFunctionsApi,
): Trial {
  const decision = decideApi(stateMachine, subject, api);
  const verdicts = [decision.call, ...decision.kmsCalls.map(({ verdict }) => verdict)];
  const readings = readingsBehind(decision, stateMachine, subject);
  return trial(api, decision.outcome, reasonOf(decision), verdicts, readings);
}

/**
 * Returns the decision for one action. It assumes that unread parts allow everything. Actions on
 * activities are evaluated for an activity that the workflow's key encrypts.
 */
export function decideApi(
  stateMachine: WorkflowStateMachine,
  subject: Subject,
  api: StepFunctionsApi,
  includedData: 'ALL_DATA' | 'METADATA_ONLY' = 'ALL_DATA',
): StepFunctionsDecision {
  const target =
    targetKindOf(api) === 'activity' ? activityOf(stateMachine) : stateMachineOf(stateMachine);
  const caller = upperBound(subject.caller);
  const request = { api, caller, target, includedData };
  const decision = decideStepFunctions(request);
  const shapes = shapesOf(api, stateMachine.arn);
  if (decision.call.outcome === 'allowed' || shapes.length === 0) return decision;
  const { account: resourceAccount, region } = parseArn(stateMachine.arn);
  const context = { 'aws:RequestedRegion': region };
  const call = decideSome({ caller, action: `states:${api}`, resourceAccount, context }, shapes);
  if (call.outcome === 'denied') return decision;
  return decideStepFunctions({ ...request, call, resource: call.resource });
}

/**
 * Other resources that an action can have. Access to any execution counts as access, by its name or as a
 * child of a distributed map. The ARN of a version begins with the ARN of its state machine.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html
 * https://docs.aws.amazon.com/step-functions/latest/dg/auth-version-alias.html
 */
function shapesOf(api: StepFunctionsApi, stateMachineArn: string): readonly Shape[] {
  const { resource }: ApiRule = stepFunctionsApis[api];
  const execution = stateMachineArn.replace(':stateMachine:', ':execution:');
  if (resource === 'execution') {
    return [
      { begins: `${execution}:`, colons: false },
      { begins: `${execution}/`, colons: true },
    ];
  }
  return api === 'DescribeStateMachine' ? [{ begins: `${stateMachineArn}/`, colons: false }] : [];
}

function stateMachineOf(stateMachine: WorkflowStateMachine): StateMachine {
  const executionRole = upperBound(stateMachine.executionRole);
  const encryption = encryptionOf(stateMachine);
  return { kind: 'state-machine', arn: stateMachine.arn, executionRole, encryption };
}

function activityOf(stateMachine: WorkflowStateMachine): Activity {
  const arn = stateMachine.arn.replace(':stateMachine:', ':activity:');
  return { kind: 'activity', arn, encryption: encryptionOf(stateMachine) };
}

/** Returns the encryption of a resource, in the form that a decision takes. */
export function encryptionOf({ key }: Pick<WorkflowStateMachine, 'key'>): Encryption {
  if (!key) return { type: 'AWS_OWNED_KEY' };
  return { type: 'CUSTOMER_MANAGED_KMS_KEY', key: upperBound(key) };
}

const apiNames = Object.keys(stepFunctionsApis).filter(isStepFunctionsApi);

/** Returns the names of all actions. */
export function apis(): readonly StepFunctionsApi[] {
  return apiNames;
}

/** Returns the inputs of a decision. The key and the execution role count only where KMS was called. */
export function readingsBehind(
  { kmsCalls }: StepFunctionsDecision,
  { key, executionRole }: WorkflowStateMachine,
  { caller }: Subject,
): readonly PartialKnowledge<unknown>[] {
  const byRole = kmsCalls.some(({ by }) => by === 'execution-role');
  const asked = key && kmsCalls.length > 0 ? [key] : [];
  return [caller, ...asked, ...(byRole ? [executionRole] : [])];
}

/** Returns the decisive verdict in the report's words, not in those of an API error. */
export function reasonOf({ call, kmsCalls, outcome }: StepFunctionsDecision): string {
  const verdicts = [call, ...kmsCalls.map(({ verdict }) => verdict)];
  const decisive =
    outcome === 'allowed'
      ? (verdicts.at(-1) ?? call)
      : (verdicts.find((one) => one.outcome === outcome) ?? call);
  return `${decisive.action}: ${decisive.reason}`;
}
