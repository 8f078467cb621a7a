import { type PartialKnowledge, upperBound } from '../account/partial-knowledge.ts';
import { decideIdentity } from '../decision/decide-identity.ts';
import type { Ternary } from '../policy/ternary.ts';
import type { Caller } from '../principal/caller.ts';
import { readable } from '../unknown-text.ts';
import { type Definition, names } from './definition.ts';

/** A function that a workflow can call. */
export interface CallableFunction {
  readonly arn: string;
  /** Names for it that a definition can use, besides its ARN. */
  readonly ref: string;
  /** Its execution role; undefined: unknown. */
  readonly caller: PartialKnowledge<Caller> | undefined;
}

/** Whether a workflow can use a table, with the reason if that is unknown. */
export interface TableUse {
  readonly uses: Ternary;
  readonly why?: string;
}

/**
 * Returns the rule by which a table is the workflow's: the definition names it, or a function that the
 * workflow can call can use it. `unknown` if that cannot be decided, because the definition or a
 * resource that a task uses is unknown.
 * @param definition undefined: unknown.
 * @param functions those whose roles are known.
 */
export function tableUseOf(
  definition: Definition | undefined,
  functions: readonly CallableFunction[],
): (table: { readonly arn: string; readonly name: string }) => TableUse {
  if (definition === undefined) {
    return () => ({ uses: 'unknown', why: 'the definition is unknown' });
  }
  const called = calledBy(definition, functions);
  const why = openCall(definition, functions, called);
  return ({ arn, name }) => {
    const reached = called.some(({ caller }) => caller && canUseTable(caller, arn));
    if (names(definition, arn, name) || reached) return { uses: 'yes' };
    return why === undefined ? { uses: 'no' } : { uses: 'unknown', why };
  };
}

/** Returns the functions that a definition can call, directly or through another function. */
function calledBy(
  definition: Definition,
  functions: readonly CallableFunction[],
): readonly CallableFunction[] {
  const found = new Set(functions.filter(({ arn, ref }) => names(definition, arn, ref)));
  // The loop also visits items that are added during it.
  for (const { caller } of found) {
    for (const other of functions) {
      if (caller && isAllowed(caller, 'lambda:InvokeFunction', other.arn)) found.add(other);
    }
  }
  return [...found];
}

const FUNCTION_ARN = /^arn:[^:]+:lambda:[^:]*:\d{12}:function:/;

/** Returns why a workflow could use more than its definition shows; undefined: it cannot. */
function openCall(
  { texts, targets }: Definition,
  functions: readonly CallableFunction[],
  called: readonly CallableFunction[],
): string | undefined {
  const isKnown = (text: string) => functions.some((one) => isFunction(text, one));
  const foreign = texts.find((text) => FUNCTION_ARN.test(text) && !isKnown(text));
  if (foreign !== undefined) return `the role of function ${readable(foreign)} is unknown`;
  for (const { state, parameter, value } of targets) {
    if (value === undefined) return `state ${state} takes ${parameter} from its input`;
    if (parameter === 'StateMachineArn')
      return `state ${state} starts state machine ${readable(value)}`;
    if (parameter === 'FunctionName' && !isKnown(value)) {
      return `the role of function ${readable(value)} is unknown`;
    }
  }
  const open = called.find(({ caller }) => caller === undefined);
  return open && `the role of function ${open.ref} is unknown`;
}

/**
 * Returns whether a text names a function: by ARN, partial ARN or name, with or without a version.
 * https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
function isFunction(text: string, { arn, ref }: CallableFunction): boolean {
  const name = arn.slice(arn.lastIndexOf(':') + 1);
  const partial = `${arn.split(':')[4]}:function:${name}`;
  return [arn, partial, name, ref].some((one) => text === one || text.startsWith(`${one}:`));
}

/** Actions that write or read items of a table. */
const actions = [
  'PutItem',
  'UpdateItem',
  'BatchWriteItem',
  'PartiQLInsert',
  'PartiQLUpdate',
  'GetItem',
  'Query',
  'Scan',
];

function canUseTable(caller: PartialKnowledge<Caller>, arn: string): boolean {
  return actions.some((action) => isAllowed(caller, `dynamodb:${action}`, arn));
}

function isAllowed(found: PartialKnowledge<Caller>, action: string, resource: string): boolean {
  const resourceAccount = resource.split(':')[4] ?? '';
  const request = { caller: upperBound(found), action, resource, resourceAccount };
  return decideIdentity(request).outcome !== 'denied';
}
