import { readFileSync } from 'node:fs';
import { accessModelOfTemplate, resolveTemplate, type Situation } from 'who-can-read';

export const ACCOUNT = '123456789012';

/** The text of a file of this project. */
export const textOf = (path: string): string =>
  readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

/** The situation that an example's template makes. */
export function situationOf(
  path: string,
  stackName: string,
  parameters: Readonly<Record<string, string>>,
): Situation {
  const place = { partition: 'aws', region: 'us-east-1', account: ACCOUNT, stackName };
  return accessModelOfTemplate(resolveTemplate(textOf(path), place, parameters));
}
