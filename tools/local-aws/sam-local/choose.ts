import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ToolError } from 'helpers/errors';
import { PATHS } from 'helpers/project-paths';
import { parseDocument } from 'yaml';
import { functionIds, functionName } from './built-functions.ts';

/**
 * @param name as in `functions/`, such as check-price, or the logical id.
 * @returns the logical id in the project's template.
 * @throws ToolError that lists the known names.
 */
export async function chooseFunction(name: string): Promise<string> {
  // The short forms of CloudFormation's functions are unknown tags in YAML. Ids do not have them.
  const text = await readFile(PATHS.template, 'utf8');
  const ids = functionIds(parseDocument(text, { logLevel: 'silent' }));
  const chosen = ids.find((id) => id === name || functionName(id) === name);
  if (chosen) return chosen;
  throw new ToolError(`There is no function ${name}.`, {
    advice: `The functions are ${ids.map(functionName).join(', ')}.`,
  });
}

/**
 * @param id the function's logical id.
 * @param given a path from the user, relative to their folder (default: the function's file in `events/`).
 * @throws ToolError when the file does not exist.
 */
export function chooseEvent(id: string, given: string | undefined, folder: string): string {
  const own = join(PATHS.root, 'events', `${functionName(id)}.json`);
  const path = given === undefined ? own : resolve(folder, given);
  if (existsSync(path)) return path;
  throw new ToolError(`There is no event ${path}.`, {
    advice: 'Name a JSON file, such as events/check-price.json.',
  });
}
