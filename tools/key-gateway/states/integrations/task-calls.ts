import { isObject, type JsonObject } from '../../http/strict-json.ts';

/** A call that a state makes to another service. */
export type TaskCall = {
  /** Name of the state. */
  readonly state: string;
  /** The Resource field as it stands. */
  readonly resource: unknown;
  readonly parameters: CallParameters;
  /** The role that makes the call; absent: the execution role. */
  readonly role: ParameterValue;
};

/** The parameters of a call, as far as the definition itself decides them. */
export type CallParameters = {
  /** A parameter by its name, in any case. */
  get(name: string): ParameterValue;
};

export type ParameterValue =
  | { readonly kind: 'static'; readonly value: unknown }
  /** The input decides it. */
  | { readonly kind: 'dynamic' }
  | { readonly kind: 'absent' };

/**
 * Lists the calls of a definition: tasks, and the readers and writers of distributed maps, in all
 * branches and item processors.
 * https://states-language.net/spec.html
 *
 * @param definition a state machine, or a single state.
 */
export function taskCalls(definition: JsonObject): readonly TaskCall[] {
  if (isObject(definition['States'])) return ofStates(definition['States']);
  return ofState('the state', definition);
}

function ofStates(states: JsonObject): readonly TaskCall[] {
  return Object.entries(states).flatMap(([name, state]) =>
    isObject(state) ? ofState(name, state) : [],
  );
}

function ofState(name: string, state: JsonObject): readonly TaskCall[] {
  const { Type, Branches, Iterator: iterator, ItemProcessor: processor } = state;
  const inner = [...(Array.isArray(Branches) ? Branches : []), iterator, processor];
  const { ItemReader: reader, ResultWriter: writer } = state;
  const own = Type === 'Task' || state['Resource'] !== undefined ? [state] : [];
  return [
    ...[...own, reader, writer].flatMap((one) => callOf(name, one)),
    ...inner.flatMap((one) =>
      isObject(one) && isObject(one['States']) ? ofStates(one['States']) : [],
    ),
  ];
}

/** A result writer without a resource only formats results. */
function callOf(state: string, holder: unknown): readonly TaskCall[] {
  if (!isObject(holder)) return [];
  const { Resource: resource, Type, Credentials: credentials } = holder;
  if (resource === undefined && Type !== 'Task') return [];
  const role =
    credentials === undefined
      ? ({ kind: 'absent' } as const)
      : membersOf(credentials).get('RoleArn');
  return [{ state, resource, parameters: parametersOf(holder), role }];
}

function parametersOf({ Parameters, Arguments }: JsonObject): CallParameters {
  // The query language decides which of both counts, and emulators differ in how they find it.
  if (Parameters !== undefined && Arguments !== undefined) return ofInput;
  return membersOf(Parameters ?? Arguments);
}

const ofInput: CallParameters = { get: () => ({ kind: 'dynamic' }) };

function membersOf(given: unknown): CallParameters {
  // Without parameters, and with JSONata that makes all of them, the input decides.
  if (!isObject(given)) return ofInput;
  const entries = Object.entries(given).map(([key, value]): [string, ParameterValue] => [
    key.toLowerCase().replace(/\.\$$/, ''),
    key.endsWith('.$') || isDynamic(value) ? { kind: 'dynamic' } : { kind: 'static', value },
  ]);
  return {
    get(name) {
      const [found, ...more] = entries.filter(([key]) => key === name.toLowerCase());
      if (!found) return { kind: 'absent' };
      // Two spellings of a name: the emulator could take either.
      return more.length > 0 ? { kind: 'dynamic' } : found[1];
    },
  };
}

/** JSONata in a text, or a path anywhere within. */
function isDynamic(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('{%');
  if (Array.isArray(value)) return value.some(isDynamic);
  if (!isObject(value)) return false;
  return Object.entries(value).some(([key, item]) => key.endsWith('.$') || isDynamic(item));
}
