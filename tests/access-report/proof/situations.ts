import { readFileSync } from 'node:fs';
import type { KmsKey } from '../../../access/index.ts';
import { atMost } from '../../../access/read/reading.ts';
import {
  situationOfTemplate,
  type TemplateOptions,
} from '../../../access/report/from-template/from-template.ts';
import { keysOf } from '../../../access/report/from-template/keys.ts';
import type { Situation } from '../../../access/report/situation.ts';
import {
  type Place,
  parseTemplate,
  resolveParsed,
  resolveTemplate,
} from '../../../access/template/index.ts';

const text = (path: string): string =>
  readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

export const place: Place = {
  partition: 'aws',
  region: 'us-east-1',
  account: '123456789012',
  stackName: 'stock-trading',
};
export const templateText = text('template.yaml');
const template = parseTemplate(templateText);
export const auditor = 'arn:aws:iam::123456789012:role/Auditor';
const SECURITY = '111111111111';

/** The application's template, with parameter values. */
export function situation(
  parameters: Readonly<Record<string, string>> = {},
  options: TemplateOptions = {},
): Situation {
  return situationOfTemplate(resolveParsed(template, place, parameters), options);
}

/** A template of the project, and a stack of it in the application's account. */
export function example(
  path: string,
  stackName: string,
  parameters: Readonly<Record<string, string>>,
) {
  const parsed = parseTemplate(text(path));
  const where = { ...place, stackName };
  const made = () => situationOfTemplate(resolveParsed(parsed, where, parameters));
  return { template: parsed, place: where, parameters, situation: made };
}

/** The key that security-account/organization.yaml makes, in the security account. */
export function organizationKey(parameters: Readonly<Record<string, string>>): KmsKey {
  return organizationKeyPolicy(parameters).key;
}

/** The same, with its policy as JSON. */
export function organizationKeyPolicy(parameters: Readonly<Record<string, string>>) {
  const own = { ...place, account: SECURITY, stackName: 'workflows-key' };
  const made = resolveTemplate(text('security-account/organization.yaml'), own, parameters);
  const resource = made.resource('WorkflowsKey');
  const key: KmsKey = atMost(keysOf(made)(resource.attribute('Arn')));
  return { key, policy: resource.properties['KeyPolicy'] };
}

/** What security-account/template.yaml makes for this application. */
export function securityAccount(parameters: Readonly<Record<string, string>> = {}) {
  const own = { ...place, account: SECURITY, stackName: 'workflow-key' };
  const values = { MemberAccountId: place.account, ...parameters };
  const made = resolveTemplate(text('security-account/template.yaml'), own, values);
  const resource = made.resource('WorkflowKey');
  const key: KmsKey = atMost(keysOf(made)(resource.attribute('Arn')));
  return { key, policy: resource.properties['KeyPolicy'] };
}

/** The application under the security account's key, whose policy is known, or is not. */
export function underForeignKey(known: boolean): Situation {
  const { key } = securityAccount();
  return situation({ StateMachineKmsKeyArn: key.arn }, known ? { keys: [key] } : {});
}
