import { readFile } from 'node:fs/promises';
import { isObject } from 'key-gateway';
import { parseTemplate } from 'who-can-read';
import { leastTransitions } from '../workflow/transitions.ts';
import type { Facts } from './costs.ts';

const TEMPLATE = new URL('../../../template.yaml', import.meta.url);
const DEFINITION = new URL('../../../statemachine/stock-trading.asl.json', import.meta.url);

/** Returns the facts of template and workflow that decide the cost. */
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
 * @throws TypeError when the template lacks one.
 */
export function templateFacts(template: unknown): Omit<Facts, 'transitions'> {
  const memory = at(template, 'Globals', 'Function', 'MemorySize');
  const architecture = at(template, 'Parameters', 'Architecture', 'Default');
  const reuseSeconds = at(template, 'Parameters', 'KmsDataKeyReusePeriodSeconds', 'Default');
  if (typeof memory !== 'number') throw new TypeError('The template has no MemorySize.');
  if (architecture !== 'arm64' && architecture !== 'x86_64') {
    throw new TypeError('The template has no default for Architecture.');
  }
  if (typeof reuseSeconds !== 'number') {
    throw new TypeError('The template has no default for KmsDataKeyReusePeriodSeconds.');
  }
  return { memory, architecture, reuseSeconds };
}

function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((found, name) => (isObject(found) ? found[name] : undefined), value);
}
