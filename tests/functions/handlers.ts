import { readdirSync } from 'node:fs';
import type { Context } from 'aws-lambda';
import { TABLE_NAME } from './in-memory-table.ts';
import { lambdaContext } from './lambda-context.ts';

process.env['TABLE_NAME'] = TABLE_NAME;

const FOLDERS = new URL('../../functions/', import.meta.url);

/** The names of the functions: the folders of functions/ that have a handler. */
export const FUNCTION_NAMES: readonly string[] = readdirSync(FOLDERS, {
  recursive: true,
  encoding: 'utf8',
})
  .filter((path) => /^[^/\\]+[/\\]handler\.ts$/.test(path))
  .map((path) => path.slice(0, -'/handler.ts'.length))
  .toSorted();

type Handler = (payload: unknown, context: Context) => Promise<object>;

const loaded = await Promise.all(
  FUNCTION_NAMES.map(async (name): Promise<[string, Handler]> => {
    const { handler } = await import(new URL(`${name}/handler.ts`, FOLDERS).href);
    return [name, handler];
  }),
);
const handlers: ReadonlyMap<string, Handler> = new Map(loaded);

/**
 * Calls the deployed entry point of a function, and returns its result.
 *
 * @throws Error if functions/ does not have a function of that name
 */
export const invoke = async (name: string, payload: unknown): Promise<object> => {
  const handler = handlers.get(name);
  if (handler === undefined) throw new Error(`functions/${name}/handler.ts does not exist`);
  return handler(payload, lambdaContext);
};
