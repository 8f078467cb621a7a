import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PATHS } from 'helpers/project-paths';
import { LOCAL } from '../aws/environment.ts';

/** The statements of an IAM policy, as JSON. */
export type Statements = readonly Readonly<Record<string, unknown>>[];

/** Returns the statements of the deployer's policy in docs/guides/deploying.md, for the local account. */
export async function readDeployerPolicy(): Promise<Statements> {
  const page = await readFile(join(PATHS.root, 'docs/guides/deploying.md'), 'utf8');
  const [, json = ''] = /```json\n([\s\S]*?)```/.exec(page) ?? [];
  return JSON.parse(json.replaceAll('123456789012', LOCAL.account)).Statement;
}

/** Returns the statements except one. @throws Error if no single statement has the Sid. */
export function withoutStatement(statements: Statements, sid: string): Statements {
  const fewer = statements.filter(({ Sid }) => Sid !== sid);
  if (fewer.length !== statements.length - 1) throw new Error(`There is no single ${sid}.`);
  return fewer;
}
