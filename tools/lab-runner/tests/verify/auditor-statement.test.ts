/** An earlier check accepted another role with "auditor" in its name, and no other way to write it. */
import { describe, expect, it } from '@jest/globals';
import { AUDITOR, KEY, labWith, markOf, STATE_MACHINE } from './lab-with.ts';

const mark = (text: string) => markOf('3', labWith({ 'auditor.json': text }), 'auditor.json');

function change(from: string, to: string): string {
  if (!AUDITOR.includes(from)) throw new Error(`The statement does not contain ${from}.`);
  return AUDITOR.replace(from, to);
}
const conditions = (Condition: object): string =>
  JSON.stringify({ ...JSON.parse(AUDITOR), Condition });

const ROLE = 'arn:aws:iam::123456789012:role/auditor';
const CONTEXT_KEY = 'kms:EncryptionContext:aws:states:stateMachineArn';
const via = { 'kms:ViaService': 'states.us-east-1.amazonaws.com' };
const context = { [CONTEXT_KEY]: STATE_MACHINE };

describe('the statement of page 3', () => {
  it.each([
    ['the solution', AUDITOR],
    ['a list of one action, in another case', change('"kms:Decrypt"', '["kms:decrypt"]')],
    ['two operators', conditions({ StringLike: via, StringEquals: context })],
    ['ArnEquals for the ARN', conditions({ StringEquals: via, ArnEquals: context })],
    ['another case of a condition key', change('kms:ViaService', 'KMS:viaservice')],
    ['the ARN of the key as resource', change('"Resource":"*"', `"Resource":"${KEY}"`)],
    [
      'a condition more that holds',
      conditions({ StringEquals: { ...via, ...context, 'kms:CallerAccount': '123456789012' } }),
    ],
  ])('passes with %s', async (_what, text) => {
    expect(await mark(text)).toBe('✔');
  });

  it.each([
    ['a user as principal', change('role/auditor', 'user/auditor')],
    ['another role with a similar name', change('role/auditor', 'role/not-the-auditor')],
    ['the account as principal', change('role/auditor', 'root')],
    [
      'a second principal',
      change(`"${ROLE}"`, `["${ROLE}","arn:aws:iam::123456789012:user/operator"]`),
    ],
    ['every principal', change(`{"AWS":"${ROLE}"}`, '"*"')],
    ['every action', change('kms:Decrypt', 'kms:*')],
    ['one action more', change('"kms:Decrypt"', '["kms:Decrypt","kms:CreateGrant"]')],
    ['no kms:ViaService', conditions({ StringEquals: context })],
    ['no encryption context', conditions({ StringEquals: via })],
    ['no condition', conditions({})],
    ['another service', change('states.us-east-1.amazonaws', 'dynamodb.us-east-1.amazonaws')],
    ['another Region', change('states.us-east-1.amazonaws', 'states.eu-west-1.amazonaws')],
    ['another state machine', change('stateMachine:stock-trading', 'stateMachine:other')],
    [
      'the ARN of an execution',
      change(':stateMachine:stock-trading', ':execution:stock-trading:1'),
    ],
    ['a wildcard, which StringEquals does not have', change(STATE_MACHINE, `${STATE_MACHINE}*`)],
    ['every state machine', conditions({ StringEquals: via, StringLike: { [CONTEXT_KEY]: '*' } })],
    ['an operator with IfExists', change('StringEquals', 'StringEqualsIfExists')],
    ['a Deny', change('Allow', 'Deny')],
    ['a syntax error', AUDITOR.slice(1)],
    ['a list', `[${AUDITOR}]`],
  ])('does not pass with %s', async (_what, text) => {
    expect(await mark(text)).toBe('✘');
  });
});
