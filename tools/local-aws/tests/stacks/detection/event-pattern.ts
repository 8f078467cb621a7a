import type { KmsEvent } from 'key-gateway';
import type { GatewayFixture } from 'test-fixtures/gateway-fixture';
import { textOf } from 'test-fixtures/resolved-stack';
import { parseTemplate } from 'who-can-read';
import { LOCAL } from '../../../aws/environment.ts';

/** The ARN in the pattern, as the template writes it: whichever key the workflow lies under. */
const KEY = {
  'Fn::If': [
    'MakesKey',
    { 'Fn::GetAtt': ['StocksKmsKey', 'Arn'] },
    { Ref: 'StateMachineKmsKeyArn' },
  ],
};
/** The same within a message. */
const KEY_IN_WORDS = {
  'Fn::If': [
    'MakesKey',
    { 'Fn::Sub': '*${StocksKmsKey.Arn}*' },
    { 'Fn::Sub': '*${StateMachineKmsKeyArn}*' },
  ],
};

/**
 * The pattern of the stack's rule for a key, as JSON.
 *
 * @throws Error when the template does not name the key where it is expected.
 */
export function patternFor(keyArn: string): string {
  const { KeyAlertRule } = Object(parseTemplate(textOf('template.yaml'))['Resources']);
  const pattern = JSON.stringify(KeyAlertRule.Properties.EventPattern);
  const named = pattern
    .replaceAll(JSON.stringify(KEY), JSON.stringify(keyArn))
    .replaceAll(JSON.stringify(KEY_IN_WORDS), JSON.stringify(`*${keyArn}*`));
  const times = named.split(keyArn).length - 1;
  if (times !== 3 || named.includes('Fn::'))
    throw new Error('The pattern names its key otherwise.');
  return named;
}

/**
 * Whether a pattern lets an event through that came by CloudTrail, as EventBridge itself says.
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_TestEventPattern.html
 */
export async function matches(
  fixture: GatewayFixture,
  EventPattern: string,
  detail: Omit<KmsEvent, 'resources'>,
) {
  const event = {
    version: '0',
    id: detail.eventID,
    'detail-type': 'AWS API Call via CloudTrail',
    source: 'aws.kms',
    account: detail.recipientAccountId,
    time: detail.eventTime,
    region: detail.awsRegion,
    resources: [],
    detail,
  };
  const answer = await fetch(fixture.gateway.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSEvents.TestEventPattern',
      // The emulator checks no signature of a root user.
      authorization: `AWS4-HMAC-SHA256 Credential=${LOCAL.account}/20260101/${LOCAL.region}/events/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify({ EventPattern, Event: JSON.stringify(event) }),
  });
  const { Result } = Object(await answer.json());
  if (typeof Result !== 'boolean') throw new Error(`EventBridge answered ${answer.status}.`);
  return Result;
}
