import { existsSync } from 'node:fs';
import type { Tools } from './tools.ts';

const VARIABLE = 'LOCAL_AWS_TOOLS';
const NAMES = ['sam', 'aws', 'cfnLint', 'python'] as const satisfies (keyof Tools)[];

/** Adds to an environment what spares programs started in it the search for the tools. */
export const withInheritedTools = (env: NodeJS.ProcessEnv, tools: Tools): NodeJS.ProcessEnv => ({
  ...env,
  [VARIABLE]: JSON.stringify(tools),
});

/** The tools that whoever started this program has prepared already; undefined when nobody has. */
export function inheritedTools(env: NodeJS.ProcessEnv): Tools | undefined {
  const text = env[VARIABLE];
  if (text === undefined) return undefined;
  const tools: Partial<Tools> = JSON.parse(text);
  const missing = NAMES.find((name) => tools[name] === undefined);
  if (missing) throw new TypeError(`${VARIABLE} says nothing of ${missing}.`);
  // A virtual environment that has been taken away meanwhile is made anew.
  return existsSync(tools.python ?? '') ? (tools as Tools) : undefined;
}
