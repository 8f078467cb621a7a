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

/** What calls are made with. */
export type CallContext = {
  readonly identities: ConsoleIdentities;
  /** The root user's clients behind the gateway: what its decisions are made from. */
  readonly adminClients: Clients;
  /** Facts for the access of principals, kept while nothing changes. */
  readonly keptFacts: KeptFacts;
  readonly home: AccountRegion;
  /** Takes a line about what went wrong, without any data of a request. */
  readonly log: (line: string) => void;
};

/**
 * Makes a call in somebody's name, through the gateway, and explains what was refused. Of the
 * execution role, which nobody can be, it is worked out what would come of it.
 *
 * @throws what is neither AWS's answer nor the page's mistake.
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

/** Undefined where it cannot be told: then AWS's own words have to do. */
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
    // What has changed in the meantime is not explained by how things stand now.
    return decided.error ? explain(decided) : undefined;
  } catch (error) {
    context.log(`A refusal could not be explained: ${error instanceof Error ? error.name : error}`);
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

/** The role of the machine that the page is on, or else of the first one that there is. */
async function executionRole(input: JsonRecord, { adminClients }: CallContext): Promise<Caller> {
  const machineArn = optionalText(input, 'ofMachine') ?? (await firstMachine(adminClients));
  const subject = await readSubject({ stateMachineArn: machineArn }, adminClients);
  if (!subject) throw new BadRequestError('There is no state machine, and so no execution role.');
  return subject.role;
}

async function firstMachine({ stepFunctions }: Clients): Promise<string> {
  const { stateMachines = [] } = await stepFunctions.send(new ListStateMachinesCommand({}));
  const arn = stateMachines[0]?.stateMachineArn;
  if (arn) return arn;
  throw new BadRequestError('There is no state machine, and so no execution role.');
}
