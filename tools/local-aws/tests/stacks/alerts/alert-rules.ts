import type { KmsEvent } from 'key-gateway';
import type { GatewayFixture } from 'test-fixtures/gateway-fixture';
import { ACCOUNT, textOf } from 'test-fixtures/resolved-stack';
import { parseTemplate, resolveTemplate } from 'who-can-read';
import { LOCAL } from '../../../aws/environment.ts';

export const ALERTS = 'stacks/alerts/template.yaml';

/** A rule of stacks/alerts. */
export type RuleName = 'KeyChangeRule' | 'KeyDenialRule' | 'WorkflowChangeRule' | 'RoleChangeRule';

export const RULES: readonly RuleName[] = [
  'KeyChangeRule',
  'KeyDenialRule',
  'WorkflowChangeRule',
  'RoleChangeRule',
];

/** An event as CloudTrail writes it. */
export type Detail = Readonly<Record<string, unknown>> & { readonly eventSource: string };

/** Parameter values of the stack for a key. */
export const parametersFor = (keyArn: string): Readonly<Record<string, string>> => ({
  StockTradingStateMachineArn: `arn:aws:states:us-east-1:${ACCOUNT}:stateMachine:stock-trading`,
  StateMachineKmsKeyArn: keyArn,
  ExecutionRoleName: 'stock-trading-role',
  FunctionNames: 'stock-trading-buy,stock-trading-save',
  AlertEmail: 'team@example.com',
});

/** Returns the event pattern of a rule of the stack, as JSON. */
function patternOf(rule: RuleName, parameters: Readonly<Record<string, string>>): string {
  const location = {
    partition: 'aws',
    region: 'us-east-1',
    account: ACCOUNT,
    stackName: 'stock-trading-alerts',
  };
  const template = parseTemplate(textOf(ALERTS));
  // The target is a topic, whose ARN is not known before the deployment.
  delete Object(template['Resources'])[rule].Properties.Targets;
  const resolved = resolveTemplate(JSON.stringify(template), location, parameters);
  const { properties } = resolved.resource(rule);
  return JSON.stringify(Object(properties)['EventPattern']);
}

/**
 * Returns the rules that match an event of CloudTrail, as the emulator's EventBridge says.
 *
 * @throws Error if EventBridge rejects the pattern or the event
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_TestEventPattern.html
 */
export async function rulesThatMatch(
  fixture: GatewayFixture,
  parameters: Readonly<Record<string, string>>,
  detail: Detail | Omit<KmsEvent, 'resources'>,
): Promise<RuleName[]> {
  const matches = await Promise.all(
    RULES.map(async (rule) =>
      (await isMatch(fixture, patternOf(rule, parameters), detail)) ? [rule] : [],
    ),
  );
  return matches.flat();
}

async function isMatch(
  fixture: GatewayFixture,
  EventPattern: string,
  detail: Detail | Omit<KmsEvent, 'resources'>,
): Promise<boolean> {
  const event = {
    version: '0',
    id: 'b3f7c0de-0000-4000-8000-000000000000',
    'detail-type': 'AWS API Call via CloudTrail',
    source: `aws.${detail.eventSource.split('.')[0]}`,
    account: ACCOUNT,
    time: '2026-11-24T09:30:00Z',
    region: LOCAL.region,
    resources: [],
    detail,
  };
  const answer = await fetch(fixture.gateway.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSEvents.TestEventPattern',
      // The emulator does not check the signature of a root user.
      authorization: `AWS4-HMAC-SHA256 Credential=${LOCAL.account}/20260101/${LOCAL.region}/events/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify({ EventPattern, Event: JSON.stringify(event) }),
  });
  const text = await answer.text();
  const { Result } = Object(JSON.parse(text));
  if (typeof Result !== 'boolean') throw new Error(`EventBridge answered ${text}`);
  return Result;
}
