import { ListStateMachinesCommand } from '@aws-sdk/client-sfn';
import { type Caller, readCaller, readKey } from 'who-can-read';
import type { Clients } from '../../aws/clients.ts';
import type { KeptFacts } from '../access/kept-facts.ts';
import type { CallName, CallResult, Explanation } from '../contract.ts';
import { BadRequestError } from '../errors.ts';
import { type AccountRegion, decideOnKey, decideStates } from '../explain/decide-call.ts';
import { explain } from '../explain/explain-denial.ts';
import type { CallDecision } from '../explain/requested-call.ts';
import { readSubject, requireComplete } from '../explain/subject.ts';
import type { ConsoleIdentities } from '../identities/console-identities.ts';
import { EXECUTION_ROLE } from '../identities/identity-list.ts';
import { type JsonRecord, optionalText, text } from '../serve/parse-json.ts';
import { calls } from './calls.ts';
import { errorOf, isDenial } from './error-of.ts';

/** What a call is made with. */
export type CallContext = {
  readonly identities: ConsoleIdentities;
  /** Clients of the root user behind the gateway, which read what decisions are made from. */
  readonly adminClients: Clients;
  /** Facts for the access of principals, kept while nothing changes. */
  readonly keptFacts: KeptFacts;
  readonly home: AccountRegion;
  /** Takes a line about an error, without data of a request. */
  readonly log: (line: string) => void;
};

/**
 * Makes a call as an identity, through the gateway, and explains a denial. For the execution role,
 * which only Step Functions can assume, it returns what the policies would decide.
 *
 * @throws an error of the network or of this program.
 */
export async function performCall(
  name: CallName,
  input: JsonRecord,
  as: string,
  context: CallContext,
): Promise<CallResult<unknown>> {
  if (as === EXECUTION_ROLE) return evaluateCall(name, input, context);
  try {
    const answer = await calls[name](context.identities.clientsOf(as), input);
    return { kind: 'answered', answer };
  } catch (thrown) {
    const error = errorOf(thrown);
    if (!error) throw thrown;
    if (!isDenial(error)) return { kind: 'failed', error };
    const explanation = await explainDenial(name, input, as, context);
    return { kind: 'denied', error, ...(explanation ? { explanation } : {}) };
  }
}

/** Undefined where it cannot be explained. Then the page shows the error of AWS alone. */
async function explainDenial(
  name: CallName,
  input: JsonRecord,
  as: string,
  context: CallContext,
): Promise<Explanation | undefined> {
  try {
    const principal = await context.identities.principalOf(as);
    const caller = requireComplete(await readCaller(context.adminClients.iam, principal));
    const decided = await decide(name, input, caller, context);
    // Policies that have changed since do not explain it.
    return decided.error ? explain(decided) : undefined;
  } catch (error) {
    context.log(`A denial could not be explained: ${error instanceof Error ? error.name : error}`);
    return undefined;
  }
}

async function evaluateCall(
  name: CallName,
  input: JsonRecord,
  context: CallContext,
): Promise<CallResult<unknown>> {
  const decided = await decide(name, input, await executionRole(input, context), context);
  const explanation = explain(decided);
  return decided.error
    ? { kind: 'denied', error: decided.error, explanation }
    : { kind: 'not-called', explanation };
}

async function decide(
  name: CallName,
  input: JsonRecord,
  caller: Caller,
  { adminClients, home }: CallContext,
): Promise<CallDecision> {
  if (name.startsWith('kms:')) {
    return decideOnKey(
      name,
      caller,
      requireComplete(await readKey(adminClients.kms, text(input, 'keyId'))),
    );
  }
  return decideStates(name, input, caller, home, await readSubject(input, adminClients));
}

/** The role of the state machine that the page shows, or of the first state machine. */
async function executionRole(input: JsonRecord, { adminClients }: CallContext): Promise<Caller> {
  const stateMachineArn =
    optionalText(input, 'ofStateMachine') ?? (await firstStateMachine(adminClients));
  const subject = await readSubject({ stateMachineArn }, adminClients);
  if (!subject) throw new BadRequestError('There is no state machine, and so no execution role.');
  return subject.role;
}

async function firstStateMachine({ stepFunctions }: Clients): Promise<string> {
  const { stateMachines = [] } = await stepFunctions.send(new ListStateMachinesCommand({}));
  const arn = stateMachines[0]?.stateMachineArn;
  if (arn) return arn;
  throw new BadRequestError('There is no state machine, and so no execution role.');
}
