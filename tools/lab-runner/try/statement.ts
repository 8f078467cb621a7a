import { WorkshopError } from '../errors.ts';

/** A statement of a policy, as JSON. */
export type Statement = Readonly<Record<string, unknown>>;

/**
 * Reads a statement that a learner repairs.
 *
 * @param variables values for `${NAME}` in the text.
 * @throws WorkshopError for a text that is not JSON, an unknown variable, or another Sid.
 */
export function parseStatement(
  text: string,
  file: string,
  sid: string,
  variables: Readonly<Record<string, string>>,
): Statement {
  const filled = text.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => {
    const value = variables[name];
    if (value !== undefined) return value;
    const known = Object.keys(variables).join(', ');
    throw new WorkshopError(`${file} has the unknown variable \${${name}}. Known: ${known}`);
  });
  const statement = parseJson(filled, file);
  if (typeof statement !== 'object' || statement === null || Array.isArray(statement)) {
    throw new WorkshopError(`${file} must contain one statement, a JSON object.`);
  }
  const found: Statement = Object.fromEntries(Object.entries(statement));
  if (found['Sid'] === sid) return found;
  throw new WorkshopError(
    `${file} must have "Sid": "${sid}", so that it replaces that statement. It has ${JSON.stringify(found['Sid'])}.`,
  );
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const { message } = error instanceof Error ? error : { message: String(error) };
    const at = /position (\d+)/.exec(message)?.[1];
    const before = text.slice(0, at === undefined ? text.length : Number(at));
    const line = before.split('\n').length;
    throw new WorkshopError(
      `${file}:${line} is not valid JSON: ${message.replace(/\s*\(line.*\)$/, '')}`,
    );
  }
}

/**
 * Permissions that let a principal read, or give that to another, without a place in the key policy
 * where a reader would look for it.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html
 */
const DELEGATING = ['kms:CreateGrant', 'kms:ReplicateKey', 'kms:ImportKeyMaterial'] as const;

/** Returns the delegating permissions that a statement allows. */
export function delegates({ Effect, Action, NotAction }: Statement): readonly string[] {
  if (Effect !== 'Allow') return [];
  const listed = [Action ?? NotAction].flat().map(String);
  return DELEGATING.filter(
    (action) => listed.some((one) => matches(one, action)) === (Action !== undefined),
  );
}

function matches(pattern: string, action: string): boolean {
  const escaped = pattern.replaceAll(/[.+^$()|[\]\\{}]/g, '\\$&');
  const expression = escaped.replaceAll('*', '.*').replaceAll('?', '.');
  return new RegExp(`^${expression}$`, 'i').test(action);
}
