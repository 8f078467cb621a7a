import { isObject } from 'key-gateway';

/**
 * Returns every path through a workflow without errors, as the names of its states in order. A path
 * does not enter a state twice, because the shortest path counts.
 *
 * @param definition in the Amazon States Language.
 * @throws TypeError when it has no states, or the next state does not exist.
 * @see https://states-language.net/spec.html
 */
export function successPaths(definition: unknown): readonly (readonly string[])[] {
  if (!isObject(definition) || !isObject(definition['States'])) {
    throw new TypeError('The definition has no States.');
  }
  const states = definition['States'];
  const from = (name: unknown, before: readonly string[]): readonly (readonly string[])[] => {
    if (typeof name !== 'string' || !isObject(states[name])) {
      throw new TypeError(`There is no state ${String(name)}.`);
    }
    if (before.includes(name)) return [];
    const state = states[name];
    const path = [...before, name];
    if (state['Type'] === 'Fail') return [];
    if (state['Type'] === 'Succeed' || state['End'] === true) return [path];
    return nextOf(state).flatMap((next) => from(next, path));
  };
  return from(definition['StartAt'], []);
}

function nextOf(state: Readonly<Record<string, unknown>>): readonly unknown[] {
  if (state['Type'] !== 'Choice') return [state['Next']];
  const choices = Array.isArray(state['Choices']) ? state['Choices'] : [];
  const next = choices.map((choice: unknown) => (isObject(choice) ? choice['Next'] : undefined));
  return 'Default' in state ? [...next, state['Default']] : next;
}

/**
 * Returns the transitions that AWS bills for a path through a Standard workflow: one for each
 * entered state, and one for the end. A retry would be one more.
 *
 * @see https://aws.amazon.com/step-functions/pricing/
 */
export const transitionsOf = (path: readonly string[]): number => path.length + 1;

/** Returns the smallest number of transitions of a successful execution. */
export function leastTransitions(definition: unknown): number {
  return Math.min(...successPaths(definition).map(transitionsOf));
}
