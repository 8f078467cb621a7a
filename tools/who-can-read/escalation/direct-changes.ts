import { type PartialKnowledge, upperBound } from '../account/partial-knowledge.ts';
import { isSymmetric } from '../kms/kms-key.ts';
import type { Caller } from '../principal/caller.ts';
import { principalFacts } from '../principal/principal-facts.ts';
import { evaluateReadPath } from '../read-paths/read-paths.ts';
import type { AccessModel, Subject } from '../report/access-model.ts';
import type { Answer } from '../report/finding.ts';
import { mayGrant } from './create-grant.ts';
import { after, better, type EscalationPath, isSettled } from './escalation-path.ts';
import {
  type Evaluate,
  eitherOf,
  evaluateKeys,
  evaluatorFor,
  together,
} from './evaluate-access.ts';
import { pathByKeyPolicy } from './rewrite-key-policy.ts';

interface Change {
  readonly step: string;
  readonly may: (
    model: AccessModel,
    caller: PartialKnowledge<Caller>,
    evaluate: Evaluate,
  ) => Answer;
}

const READS: EscalationPath = { steps: [], answer: 'yes' };

/**
 * Changes after which the principal that makes them can read the workflow's data, without acting as
 * another principal.
 * https://docs.aws.amazon.com/kms/latest/developerguide/grant-authorization.html
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_UpdateStateMachine.html
 */
const changes: readonly Change[] = [
  {
    step: 'grants itself kms:Decrypt on the key (kms:CreateGrant)',
    may: mayGrantItself,
  },
  {
    step: 'replicates the key with a new policy (kms:ReplicateKey)',
    may: (model, caller) =>
      evaluateKeys(model, caller, ({ key }) =>
        upperBound(key).multiRegion === false ? [] : { operation: 'ReplicateKey' },
      ),
  },
  {
    step: 'changes the workflow so that it sends its data elsewhere (states:UpdateStateMachine, iam:PassRole)',
    may: ({ stateMachine }, _, evaluate) =>
      together(
        canRun(stateMachine),
        evaluate('states:UpdateStateMachine', stateMachine.arn),
        evaluate('iam:PassRole', roleArnOf(stateMachine.executionRole), {
          'iam:PassedToService': 'states.amazonaws.com',
          'iam:AssociatedResourceArn': stateMachine.arn,
        }),
      ),
  },
  {
    // AWS does not document whether iam:PassRole is needed when the role stays. This assumes it is not.
    step: 'removes the key from the workflow and reads new executions (states:UpdateStateMachine)',
    may: ({ stateMachine }, _, evaluate) => evaluate('states:UpdateStateMachine', stateMachine.arn),
  },
  {
    // Its key cannot be changed, so the caller would have to create it again.
    step: 'creates an activity again without the key (states:DeleteActivity, states:CreateActivity)',
    may: ({ activities }, _, evaluate) =>
      eitherOf(activities, ({ arn }) =>
        together(
          evaluate('states:DeleteActivity', arn),
          evaluate('states:CreateActivity', arn),
          evaluate('states:GetActivityTask', arn),
        ),
      ),
  },
  {
    step: 'puts its own code into a function that receives the data (lambda:UpdateFunctionCode)',
    may: ({ functions }, _, evaluate) =>
      eitherOf(functions, ({ arn }) => evaluate('lambda:UpdateFunctionCode', arn)),
  },
  {
    step: 'adds a layer to a function that receives the data (lambda:UpdateFunctionConfiguration)',
    may: ({ functions }, _, evaluate) =>
      eitherOf(functions, ({ arn }) => evaluate('lambda:UpdateFunctionConfiguration', arn)),
  },
];

/** Returns whether a principal can read data of the workflow without any change. */
export function reads(model: AccessModel, subject: Subject): Answer {
  return eitherOf(
    ['decrypt', 'activity', 'workflow'] as const,
    (readPath) => evaluateReadPath(readPath, model, subject).answer,
  );
}

/**
 * Returns the best path for a caller that does not act as another principal; undefined where there is none.
 * @param already whether the caller can read, if that is known.
 */
export function pathByDirectChange(
  model: AccessModel,
  subject: Subject,
  already: Answer = reads(model, subject),
): EscalationPath | undefined {
  if (already === 'yes') return READS;
  const may = evaluatorFor(model, subject.caller);
  let found = better(after(already, [], READS), pathByKeyPolicy(model, subject));
  for (const one of changes) {
    // Each change is one step, so a certain path of one step cannot be improved.
    if (isSettled(found, READS)) break;
    found = better(found, after(one.may(model, subject.caller, may), [one.step], READS));
  }
  return found;
}

/**
 * Whether new executions can start under the key of the workflow.
 * https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html
 */
function canRun({ key }: AccessModel['stateMachine']): Answer {
  if (!key) return 'yes';
  const { state, stateUnknown } = upperBound(key);
  if (stateUnknown) return 'unknown';
  return state === 'Enabled' && isSymmetric(upperBound(key)) ? 'yes' : 'no';
}

function mayGrantItself(model: AccessModel, caller: PartialKnowledge<Caller>): Answer {
  const { principalArn } = principalFacts(upperBound(caller).principal);
  return principalArn === undefined ? 'no' : mayGrant(model, caller, principalArn);
}

function roleArnOf(role: PartialKnowledge<Caller>): string {
  const { principal } = upperBound(role);
  return 'arn' in principal ? principal.arn : '*';
}
