import { readFile } from 'node:fs/promises';
import { isObject } from 'key-gateway';
import { parseTemplate } from 'who-can-read';
import { leastTransitions } from '../workflow/transitions.ts';
import type { Facts } from './costs.ts';

const TEMPLATE = new URL('../../../template.yaml', import.meta.url);
const DEFINITION = new URL('../../../statemachine/stock-trading.asl.json', import.meta.url);

/** What template and workflow say of what is paid for. */
export async function readFacts(): Promise<Facts> {
  const definition: unknown = JSON.parse(await readFile(DEFINITION, 'utf8'));
  return {
    transitions: leastTransitions(definition),
    ...templateFacts(parseTemplate(await readFile(TEMPLATE, 'utf8'))),
  };
}

/**
 * Memory and default processor of the functions, and the default reuse period, from a template.
 *
 * @throws TypeError when it does not say.
 */
export function templateFacts(template: unknown): Omit<Facts, 'transitions'> {
  const memory = at(template, 'Globals', 'Function', 'MemorySize');
  const architecture = at(template, 'Parameters', 'Architecture', 'Default');
  const reuseSeconds = at(template, 'Parameters', 'KmsDataKeyReusePeriodSeconds', 'Default');
  if (typeof memory !== 'number') throw new TypeError('The template says no MemorySize.');
  if (architecture !== 'arm64' && architecture !== 'x86_64') {
    throw new TypeError('The template says no default Architecture.');
  }
  if (typeof reuseSeconds !== 'number') {
    throw new TypeError('The template says no default KmsDataKeyReusePeriodSeconds.');
  }
  return { memory, architecture, reuseSeconds };
}

function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((found, name) => (isObject(found) ? found[name] : undefined), value);
}
