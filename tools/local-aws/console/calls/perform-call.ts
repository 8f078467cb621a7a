import { ListStateMachinesCommand } from '@aws-sdk/client-sfn';
import { type Caller, readCaller, readKey } from 'who-can-read';
import type { Clients } from '../../aws/clients.ts';
import type { CallName, Explanation, Outcome } from '../contract.ts';
import { BadRequestError } from '../errors.ts';
import { decideOnKey, decideStates, type Place } from '../explain/decide-call.ts';
import { explain } from '../explain/explain-denial.ts';
import type { Decided } from '../explain/requested-call.ts';
import { readMatter, whole } from '../explain/subject.ts';
import type { Actors } from '../identities/console-identities.ts';
import { EXECUTION_ROLE } from '../identities/identity-list.ts';
import { type JsonRecord, optionalText, text } from '../serve/parse-json.ts';
import { calls } from './calls.ts';
import { errorOf, isRefusal } from './error-of.ts';

/** What calls are made with. */
export type Office = {
  readonly actors: Actors;
  /** The root user's clients behind the gateway: what its decisions are made from. */
  readonly behind: Clients;
  readonly place: Place;
  /** Takes a line about what went wrong, without any data of a request. */
  readonly log: (line: string) => void;
};

/**
 * Makes a call in somebody's name, through the gateway, and explains what was refused. Of the
 * execution role, which nobody can be, it is worked out what would come of it.
 *
 * @throws what is neither AWS's answer nor the page's mistake.
 */
export async function carryOut(
  name: CallName,
  input: JsonRecord,
  as: string,
  office: Office,
): Promise<Outcome<unknown>> {
  if (as === EXECUTION_ROLE) return workOut(name, input, office);
  try {
    const answer = await calls[name](office.actors.clientsOf(as), input);
    return { kind: 'answered', answer };
  } catch (thrown) {
    const error = errorOf(thrown);
    if (!error) throw thrown;
    if (!isRefusal(error)) return { kind: 'failed', error };
    const why = await whyRefused(name, input, as, office);
    return { kind: 'refused', error, ...(why ? { why } : {}) };
  }
}

/** Undefined where it cannot be told: then AWS's own words have to do. */
async function whyRefused(
  name: CallName,
  input: JsonRecord,
  as: string,
  office: Office,
): Promise<Explanation | undefined> {
  try {
    const principal = await office.actors.principalOf(as);
    const caller = whole(await readCaller(office.behind.iam, principal));
    const decided = await decide(name, input, caller, office);
    // What has changed in the meantime is not explained by how things stand now.
    return decided.error ? explain(decided) : undefined;
  } catch (error) {
    office.log(`A refusal could not be explained: ${error instanceof Error ? error.name : error}`);
    return undefined;
  }
}

async function workOut(
  name: CallName,
  input: JsonRecord,
  office: Office,
): Promise<Outcome<unknown>> {
  const decided = await decide(name, input, await executionRole(input, office), office);
  const why = explain(decided);
  return decided.error ? { kind: 'refused', error: decided.error, why } : { kind: 'not-made', why };
}

async function decide(
  name: CallName,
  input: JsonRecord,
  caller: Caller,
  { behind, place }: Office,
): Promise<Decided> {
  if (name.startsWith('kms:')) {
    return decideOnKey(name, caller, whole(await readKey(behind.kms, text(input, 'keyId'))));
  }
  return decideStates(name, input, caller, place, await readMatter(input, behind));
}

/** The role of the machine that the page is on, or else of the first one that there is. */
async function executionRole(input: JsonRecord, { behind }: Office): Promise<Caller> {
  const machineArn = optionalText(input, 'ofMachine') ?? (await firstMachine(behind));
  const matter = await readMatter({ stateMachineArn: machineArn }, behind);
  if (!matter) throw new BadRequestError('There is no state machine, and so no execution role.');
  return matter.role;
}

async function firstMachine({ stepFunctions }: Clients): Promise<string> {
  const { stateMachines = [] } = await stepFunctions.send(new ListStateMachinesCommand({}));
  const arn = stateMachines[0]?.stateMachineArn;
  if (arn) return arn;
  throw new BadRequestError('There is no state machine, and so no execution role.');
}
