import { cp, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseDocument } from 'yaml';
import { type BuiltFunction, builtFunctions } from './built-functions.ts';

/** A copy of the build for one run: no other process changes it, and its folders are known. */
export type RunnableStack = {
  template: string;
  /** File for `--env-vars`. Its values override the shell's variables of the same name. */
  environmentFile: string;
  functions: BuiltFunction[];
  /** The folders that are mounted into containers, one for each function. */
  mounts: string[];
};

/** The differences from the built template in this run. */
export type Changes = {
  /** Environment variables of every function. The SAM CLI passes only variables of the template
   * (https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-using-invoke.html). */
  environment?: Readonly<Record<string, string>>;
  /** Timeouts of functions in seconds, by logical id. */
  timeouts?: Readonly<Record<string, number>>;
};

/**
 * Copies built functions and their template.
 *
 * @param built path of the template that `sam build` wrote.
 * @param folder for the copy; it must exist.
 */
export async function copyBuiltStack(
  built: string,
  folder: string,
  { environment = {}, timeouts = {} }: Changes = {},
): Promise<RunnableStack> {
  const template = parseDocument(await readFile(built, 'utf8'));
  const functions = builtFunctions(template);
  for (const { code } of functions) {
    await cp(join(dirname(built), code), join(folder, code), { recursive: true });
  }
  for (const [name, value] of Object.entries(environment)) {
    template.setIn(['Globals', 'Function', 'Environment', 'Variables', name], value);
  }
  for (const [id, seconds] of Object.entries(timeouts)) {
    template.setIn(['Resources', id, 'Properties', 'Timeout'], seconds);
  }
  const path = join(folder, 'template.yaml');
  const environmentFile = join(folder, 'environment.json');
  await writeFile(path, template.toString());
  await writeFile(environmentFile, JSON.stringify({ Parameters: environment }));
  const mounts = functions.map(({ code }) => join(folder, code));
  return { template: path, environmentFile, functions, mounts };
}
