import { fileURLToPath } from 'node:url';
import { quietProgress } from 'helpers/progress';
import { PATHS } from 'helpers/project-paths';
import { run } from 'helpers/run-program';
import { prepareTools } from 'local-aws/tools/tools';
import { cachedOnDisk } from './disk-cache.ts';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };
export type Resource = { Type: string; Condition?: string; Properties: JsonObject };
export type Template = {
  Parameters: Record<string, JsonObject>;
  Conditions: JsonObject;
  Resources: Record<string, Resource>;
  Outputs: Record<string, JsonObject>;
};

const TRANSFORM = fileURLToPath(new URL('transform.py', import.meta.url));

/** The template after the real SAM transform, intrinsic functions left as they are. */
export async function transformed(): Promise<Template> {
  const { python } = await prepareTools(process.env, quietProgress);
  // The path of Python names the versions of its packages.
  const depends = { files: [TRANSFORM, PATHS.template], more: python };
  const text = await cachedOnDisk('transformed-template', depends, async () => {
    const env = { ...process.env, AWS_DEFAULT_REGION: 'us-east-1' };
    return (await run(python, [TRANSFORM, PATHS.template], { env })).stdout;
  });
  return JSON.parse(text) as Template;
}

export type Statement = {
  Sid: string;
  Effect: string;
  Principal?: Record<string, Json>;
  Action: string | string[];
  Resource: Json;
  Condition?: Record<string, JsonObject>;
};

/** The statements of a policy document, those under a condition included. */
export function statements(document: Json | undefined): Statement[] {
  const list = isObject(document) ? document['Statement'] : undefined;
  if (!Array.isArray(list)) throw new Error('no policy document');
  return list.map((entry) => {
    const branches = isObject(entry) ? entry['Fn::If'] : undefined;
    return (Array.isArray(branches) ? branches[1] : entry) as unknown as Statement;
  });
}

/** The inline policies of a role, those under a condition included. */
export function inlinePolicies(role: Resource): { PolicyName: string; statements: Statement[] }[] {
  const list = role.Properties['Policies'];
  if (!Array.isArray(list)) throw new Error('no inline policies');
  return list.map((entry) => {
    const branches = isObject(entry) ? entry['Fn::If'] : undefined;
    const policy = (Array.isArray(branches) ? branches[1] : entry) as JsonObject;
    return {
      PolicyName: String(policy['PolicyName']),
      statements: statements(policy['PolicyDocument']),
    };
  });
}

export const list = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every string in a JSON value, with the path to it. */
export function* strings(value: Json, path = ''): Generator<{ path: string; text: string }> {
  if (typeof value === 'string') yield { path, text: value };
  else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* strings(item, `${path}[${index}]`);
  } else if (isObject(value)) {
    for (const [key, item] of Object.entries(value)) {
      yield { path: `${path}.${key} (key)`, text: key };
      yield* strings(item, `${path}.${key}`);
    }
  }
}
