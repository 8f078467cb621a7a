import { readFileSync } from 'node:fs';
import {
  type AccessModel,
  accessModelOfTemplate,
  type KmsKey,
  keysOf,
  ofType,
  resolveTemplate,
  upperBound,
} from 'who-can-read';

/** The account that owns the key, and two accounts with a workflow each. */
export const ACCOUNTS = {
  security: '111111111111',
  member: '222222222222',
  other: '333333333333',
} as const;

/** Templates that create a key for workflows of other accounts. */
export type KeyTemplate = 'template.yaml' | 'organization.yaml';

const textOf = (path: string): string =>
  readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

const place = (account: string, stackName: string) => ({
  partition: 'aws',
  region: 'us-east-1',
  account,
  stackName,
});

/** Returns the key that a template creates in the security account. */
export function keyFrom(file: KeyTemplate, parameters: Readonly<Record<string, string>>): KmsKey {
  const text = textOf(`stacks/security-account/${file}`);
  const template = resolveTemplate(text, place(ACCOUNTS.security, 'workflow-key'), parameters);
  const [key] = ofType(template, 'AWS::KMS::Key');
  if (!key) throw new Error(`${file} does not create a key.`);
  return upperBound(keysOf(template)(key.attribute('Arn')));
}

/** The application of an account under a key of another account. */
export function applicationUnder(
  key: KmsKey,
  account: string,
  stackName = 'stock-trading',
): AccessModel {
  const parameters = { StateMachineKmsKeyArn: key.arn };
  const template = resolveTemplate(textOf('template.yaml'), place(account, stackName), parameters);
  return accessModelOfTemplate(template, { keys: [key] });
}
