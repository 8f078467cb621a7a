import { readFileSync } from 'node:fs';
import { type AccessModel, accessModelOfTemplate, resolveTemplate } from 'who-can-read';

export const ACCOUNT = '123456789012';

/** The text of a file of this project. */
export const textOf = (path: string): string =>
  readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

/** The model that an example's template makes. */
export function situationOf(
  path: string,
  stackName: string,
  parameters: Readonly<Record<string, string>>,
): AccessModel {
  const place = { partition: 'aws', region: 'us-east-1', account: ACCOUNT, stackName };
  return accessModelOfTemplate(resolveTemplate(textOf(path), place, parameters));
}
