import type { KmsEvent } from 'key-gateway';
import type { KmsCallView } from '../contract.ts';
import { isRecord } from '../serve/parse-json.ts';

/** An event of the gateway as the page shows it. */
export function kmsCallView(event: KmsEvent): KmsCallView {
  const { userIdentity, requestParameters, errorCode, resources, additionalEventData } = event;
  const who = userIdentity['arn'] ?? userIdentity['invokedBy'];
  const invokedBy = userIdentity['arn'] === undefined ? undefined : userIdentity['invokedBy'];
  const { reason, viaService } = additionalEventData;
  return {
    id: event.eventID,
    at: Date.parse(event.eventTime),
    operation: event.eventName,
    keyArn: resources[0]?.ARN ?? '',
    who: typeof who === 'string' ? who : '',
    ...(typeof invokedBy === 'string' ? { invokedBy } : {}),
    ...(viaService === undefined ? {} : { viaService }),
    context: contextOf(requestParameters['encryptionContext']),
    ...(errorCode === undefined ? {} : { error: errorCode }),
    reason,
  };
}

function contextOf(value: unknown): Readonly<Record<string, string>> {
  if (!isRecord(value)) return {};
  const pairs = Object.entries(value).map(([name, each]) => [name, String(each)]);
  return Object.fromEntries(pairs);
}

/** Returns the events after the one with an id, or all of them when it is not there. */
export function eventsAfter(events: readonly KmsEvent[], id: string | undefined) {
  return events.slice(events.findLastIndex(({ eventID }) => eventID === id) + 1);
}
