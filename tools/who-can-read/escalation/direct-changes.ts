import { type PartialKnowledge, upperBound } from '../account/partial-knowledge.ts';
import type { Caller } from '../principal/caller.ts';
import { principalFacts } from '../principal/principal-facts.ts';
import { ask } from '../read-paths/read-paths.ts';
import type { Situation, Subject } from '../report/access-model.ts';
import type { Answer } from '../report/finding.ts';
import { mayGrant } from './create-grant.ts';
import { after, best, type Way } from './escalation-path.ts';
import { type Ask, asking, askKeys, either, together } from './evaluate-access.ts';

interface Change {
  readonly step: string;
  readonly may: (situation: Situation, caller: PartialKnowledge<Caller>, ask: Ask) => Answer;
}

const READS: Way = { steps: [], answer: 'yes' };

/**
 * Changes after which the one who makes them reads the workflow's data, without becoming anybody
 * else.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying.html
 * https://docs.aws.amazon.com/kms/latest/developerguide/grant-authorization.html
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_UpdateStateMachine.html
 */
export const changes: readonly Change[] = [
  {
    step: 'rewrites the key policy to name itself (kms:PutKeyPolicy)',
    may: (situation, caller) => askKeys(situation, caller, () => ({ operation: 'PutKeyPolicy' })),
  },
  {
    step: 'grants itself kms:Decrypt on the key (kms:CreateGrant)',
    may: mayGrantItself,
  },
  {
    step: 'replicates the key under a policy of its own (kms:ReplicateKey)',
    may: (situation, caller) =>
      askKeys(situation, caller, ({ key }) =>
        upperBound(key).multiRegion === false ? [] : { operation: 'ReplicateKey' },
      ),
  },
  {
    step: 'changes the workflow to hand its data out (states:UpdateStateMachine, iam:PassRole)',
    may: ({ machine }, _, ask) =>
      together(
        ask('states:UpdateStateMachine', machine.arn),
        ask('iam:PassRole', roleArnOf(machine.executionRole), {
          'iam:PassedToService': 'states.amazonaws.com',
          'iam:AssociatedResourceArn': machine.arn,
        }),
      ),
  },
  {
    // The role stays, so it is not documented whether iam:PassRole is asked for: taken as not.
    step: 'takes the key off the workflow and reads new executions (states:UpdateStateMachine)',
    may: ({ machine }, _, ask) => ask('states:UpdateStateMachine', machine.arn),
  },
  {
    // Its key cannot be changed, so it would have to be made anew.
    step: 'makes an activity anew without the key (states:DeleteActivity, states:CreateActivity)',
    may: ({ activities }, _, ask) =>
      either(
        ...activities.map(({ arn }) =>
          together(
            ask('states:DeleteActivity', arn),
            ask('states:CreateActivity', arn),
            ask('states:GetActivityTask', arn),
          ),
        ),
      ),
  },
  {
    step: 'puts its own code into a function that sees the data (lambda:UpdateFunctionCode)',
    may: ({ functions }, _, ask) =>
      either(...functions.map(({ arn }) => ask('lambda:UpdateFunctionCode', arn))),
  },
  {
    step: 'adds a layer to a function that sees the data (lambda:UpdateFunctionConfiguration)',
    may: ({ functions }, _, ask) =>
      either(...functions.map(({ arn }) => ask('lambda:UpdateFunctionConfiguration', arn))),
  },
];

/** Whether somebody reads data of the workflow as things are. */
export function reads(situation: Situation, subject: Subject): Answer {
  return either(
    ask('workflow', situation, subject).answer,
    ask('decrypt', situation, subject).answer,
    ask('activity', situation, subject).answer,
  );
}

/**
 * The best way for a caller who does not become anybody else; undefined where there is none.
 * @param already whether the caller reads, where that is known.
 */
export function wayAlone(
  situation: Situation,
  subject: Subject,
  already: Answer = reads(situation, subject),
): Way | undefined {
  if (already === 'yes') return READS;
  const may = asking(situation, subject.caller);
  return best([
    after(already, [], READS),
    ...changes.map((one) => after(one.may(situation, subject.caller, may), [one.step], READS)),
  ]);
}

function mayGrantItself(situation: Situation, caller: PartialKnowledge<Caller>): Answer {
  const { principalArn } = principalFacts(upperBound(caller).principal);
  return principalArn === undefined ? 'no' : mayGrant(situation, caller, principalArn);
}

function roleArnOf(role: PartialKnowledge<Caller>): string {
  const { principal } = upperBound(role);
  return 'arn' in principal ? principal.arn : '*';
}
