import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { RunnableStack } from 'local-aws/sam-local/runnable-stack';
import { parseDocument } from 'yaml';

/** The logical id and the folder of a function that returns its event. */
export const EMPTY = 'EmptyFunction';

const CODE = 'exports.handler = async (event) => event;\n';

/** Adds the empty handler to a copy of the built stack: the same runtime, processor and memory. */
export async function addEmptyFunction(stack: RunnableStack): Promise<RunnableStack> {
  const folder = join(dirname(stack.template), EMPTY);
  await mkdir(folder);
  await writeFile(join(folder, 'handler.js'), CODE);
  const template = parseDocument(await readFile(stack.template, 'utf8'));
  template.setIn(['Resources', EMPTY], {
    Type: 'AWS::Serverless::Function',
    Properties: { CodeUri: EMPTY },
  });
  await writeFile(stack.template, template.toString());
  return {
    ...stack,
    functions: [...stack.functions, { id: EMPTY, name: 'empty', code: EMPTY }],
    mounts: [...stack.mounts, folder],
  };
}
