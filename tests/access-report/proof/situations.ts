import { readFileSync } from 'node:fs';
import type { KmsKey } from '../../../access/index.ts';
import { atMost } from '../../../access/read/reading.ts';
import {
  situationOfTemplate,
  type TemplateOptions,
} from '../../../access/report/from-template/from-template.ts';
import { keysOf } from '../../../access/report/from-template/keys.ts';
import type { Situation } from '../../../access/report/situation.ts';
import { type Place, resolveTemplate } from '../../../access/template/index.ts';

const text = (path: string): string =>
  readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

export const place: Place = {
  partition: 'aws',
  region: 'us-east-1',
  account: '123456789012',
  stackName: 'stock-trading',
};
export const templateText = text('template.yaml');
export const auditor = 'arn:aws:iam::123456789012:role/Auditor';
const securityAccount = '111111111111';

/** The application's template, with parameter values. */
export function situation(
  parameters: Readonly<Record<string, string>> = {},
  options: TemplateOptions = {},
): Situation {
  return situationOfTemplate(resolveTemplate(templateText, place, parameters), options);
}

/** The key that security-account/template.yaml makes for this application. */
export function securityAccountKey(parameters: Readonly<Record<string, string>> = {}): KmsKey {
  const own = { ...place, account: securityAccount, stackName: 'workflow-key' };
  const values = { MemberAccountId: place.account, ...parameters };
  const template = resolveTemplate(text('security-account/template.yaml'), own, values);
  return atMost(keysOf(template)(template.resource('WorkflowKey').attribute('Arn')));
}

/** The application under the security account's key, whose policy is known, or is not. */
export function underForeignKey(known: boolean): Situation {
  const key = securityAccountKey();
  return situation({ StateMachineKmsKeyArn: key.arn }, known ? { keys: [key] } : {});
}
