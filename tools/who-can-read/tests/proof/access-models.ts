import { readFileSync } from 'node:fs';
import { upperBound } from '../../account/partial-knowledge.ts';
import {
  accessModelOfTemplate,
  type TemplateOptions,
} from '../../from-template/model-of-template.ts';
import { keysOf } from '../../from-template/template-keys.ts';
import type { KmsKey } from '../../index.ts';
import type { AccessModel } from '../../report/access-model.ts';
import { parseTemplate, resolveParsed, type StackLocation } from '../../template/index.ts';
import type { Json, JsonObject } from '../../template/json-value.ts';

const text = (path: string): string =>
  readFileSync(new URL(`../../../../${path}`, import.meta.url), 'utf8');

export const place: StackLocation = {
  partition: 'aws',
  region: 'us-east-1',
  account: '123456789012',
  stackName: 'stock-trading',
};
export const templateText = text('template.yaml');
const template = parseTemplate(templateText);
export const auditor = 'arn:aws:iam::123456789012:role/Auditor';
/** The account that owns the keys. */
export const SECURITY = '111111111111';

/** The application's template, with parameter values. */
export function accessModel(
  parameters: Readonly<Record<string, string>> = {},
  options: TemplateOptions = {},
): AccessModel {
  return accessModelOfTemplate(resolveParsed(template, place, parameters), options);
}

/** A template of the project, as a stack in the application's account. */
export function example(
  path: string,
  stackName: string,
  parameters: Readonly<Record<string, string>>,
) {
  const parsed = parseTemplate(text(path));
  const where = { ...place, stackName };
  const made = () => accessModelOfTemplate(resolveParsed(parsed, where, parameters));
  return { template: parsed, place: where, parameters, accessModel: made };
}

/** A key in the security account, with its policy as JSON. */
export interface ForeignKey {
  readonly key: KmsKey;
  readonly policy: Json | undefined;
}

/** Returns the key of a security account template, optionally after a change to the template. */
function foreignKey(
  file: string,
  logicalId: string,
  parameters: Readonly<Record<string, string>>,
  change: (template: JsonObject) => JsonObject,
): ForeignKey {
  const own = { ...place, account: SECURITY, stackName: 'workflow-key' };
  const made = resolveParsed(change(parseTemplate(text(file))), own, parameters);
  const resource = made.resource(logicalId);
  const key: KmsKey = upperBound(keysOf(made)(resource.attribute('Arn')));
  return { key, policy: resource.properties['KeyPolicy'] };
}

/** Returns the key of stacks/security-account/organization.yaml. */
export const organizationKey = (
  parameters: Readonly<Record<string, string>>,
  change = (template: JsonObject): JsonObject => template,
): ForeignKey =>
  foreignKey('stacks/security-account/organization.yaml', 'WorkflowsKey', parameters, change);

/** Returns the key of stacks/security-account/template.yaml for this application. */
export const securityAccount = (
  parameters: Readonly<Record<string, string>> = {},
  change = (template: JsonObject): JsonObject => template,
): ForeignKey => {
  const values = { MemberAccountId: place.account, ...parameters };
  return foreignKey('stacks/security-account/template.yaml', 'WorkflowKey', values, change);
};

/** Returns the application with the security account's key, whose policy is known or unknown. */
export function underForeignKey(known: boolean, { key } = securityAccount()): AccessModel {
  return accessModel({ StateMachineKmsKeyArn: key.arn }, known ? { keys: [key] } : {});
}
