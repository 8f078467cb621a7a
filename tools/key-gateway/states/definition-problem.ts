import { isObject, type JsonObject, repeatsName } from '../http/strict-json.ts';

/** What is wrong with a definition, as a diagnostic of Step Functions says it. */
export type DefinitionProblem = {
  readonly code:
    | 'INVALID_JSON_DESCRIPTION'
    | 'SCHEMA_VALIDATION_FAILED'
    | 'MISSING_TRANSITION_TARGET';
  readonly message: string;
  /** JSON pointer to the place; left out for the whole text. */
  readonly location?: string;
};

const TYPES = ['Task', 'Pass', 'Choice', 'Wait', 'Succeed', 'Fail', 'Parallel', 'Map'];
/** These have no Next of their own. */
const WITHOUT_NEXT = ['Choice', 'Succeed', 'Fail'];

/**
 * Returns the first problem of a definition: states that are missing, cannot be reached, or have no
 * known type or no successor. Everything else passes. The validators of npm check more, but reject
 * definitions that AWS documents, such as a ResultWriter with only a WriterConfig, and a false
 * rejection is worse than none.
 * https://states-language.net/spec.html
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinitionDiagnostic.html
 *
 * @returns undefined for a definition without such a problem.
 */
export function definitionProblem(text: string): DefinitionProblem | undefined {
  const definition = parsed(text);
  if (!definition) return notJson('The definition is not a JSON object');
  // Emulators differ in which of two members counts, so one of them could stay unchecked.
  if (repeatsName(text)) return notJson('A member is named twice, or nested too deeply');
  return problemOf(definition, '');
}

const notJson = (message: string): DefinitionProblem => ({
  ...({ code: 'INVALID_JSON_DESCRIPTION', message } as const),
});

function parsed(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Problems of a state machine, of a branch or of an item processor. */
function problemOf(stateMachine: JsonObject, at: string): DefinitionProblem | undefined {
  const { StartAt: first, States: states } = stateMachine;
  if (!isObject(states) || Object.keys(states).length === 0) {
    return invalid('States must be an object with at least one state', `${at}/States`);
  }
  if (typeof first !== 'string') return invalid('StartAt must be a string', `${at}/StartAt`);
  if (!Object.hasOwn(states, first)) return missing(first, `${at}/StartAt`);
  for (const [name, state] of Object.entries(states)) {
    const problem = problemOfState(state, states, `${at}/States/${name}`);
    if (problem) return problem;
  }
  return unreachable(first, states, at);
}

function problemOfState(
  state: unknown,
  states: JsonObject,
  at: string,
): DefinitionProblem | undefined {
  if (!isObject(state)) return invalid('A state must be an object', at);
  const { Type: type, Next: next, End: end, Branches: branches } = state;
  if (typeof type !== 'string' || !TYPES.includes(type)) {
    return invalid(`Type must be one of ${TYPES.join(', ')}`, `${at}/Type`);
  }
  if (!WITHOUT_NEXT.includes(type) && next === undefined && end !== true) {
    return invalid('A state needs Next or "End": true', at);
  }
  const { Choices: choices } = state;
  if (type === 'Choice' && !(Array.isArray(choices) && choices.length > 0)) {
    return invalid('A Choice state needs Choices', `${at}/Choices`);
  }
  const lost = successorsOf(state).find(([name]) => !Object.hasOwn(states, name));
  if (lost) return missing(lost[0], `${at}${lost[1]}`);
  const inner = [
    ...(Array.isArray(branches) ? branches : []).map((one, index) => [one, `Branches/${index}`]),
    ...['ItemProcessor', 'Iterator'].map((name) => [state[name], name]),
  ] as const;
  for (const [stateMachine, name] of inner) {
    const problem = isObject(stateMachine) ? problemOf(stateMachine, `${at}/${name}`) : undefined;
    if (problem) return problem;
  }
  return undefined;
}

/** Every state that can come after a state, and where the state names it. */
function successorsOf(state: JsonObject): readonly (readonly [name: string, at: string])[] {
  const ofList = (list: string) => {
    const rules = state[list];
    return (Array.isArray(rules) ? rules : []).map(
      (rule, index) => [isObject(rule) ? rule['Next'] : rule, `/${list}[${index}]/Next`] as const,
    );
  };
  const named = [
    ...([[state['Next'], '/Next'] as const, ...ofList('Choices')] as const),
    ...([[state['Default'], '/Default'] as const, ...ofList('Catch')] as const),
  ];
  return named.flatMap(([name, at]) => (typeof name === 'string' ? [[name, at] as const] : []));
}

function unreachable(first: string, states: JsonObject, at: string): DefinitionProblem | undefined {
  const reached = new Set([first]);
  for (const name of reached) {
    const state = states[name];
    for (const [next] of isObject(state) ? successorsOf(state) : []) reached.add(next);
  }
  const lost = Object.keys(states).find((name) => !reached.has(name));
  if (lost === undefined) return undefined;
  const message = `State "${lost}" is not reachable.`;
  return { code: 'MISSING_TRANSITION_TARGET', message, location: `${at}/States/${lost}` };
}

const invalid = (message: string, location: string): DefinitionProblem => ({
  ...({ code: 'SCHEMA_VALIDATION_FAILED', message, location } as const),
});

const missing = (name: string, location: string): DefinitionProblem => ({
  ...({ code: 'MISSING_TRANSITION_TARGET', location } as const),
  message: `Missing 'Next' target: ${name}`,
});
