import { atMost } from '../../read/reading.ts';
import { type Finding, finding } from '../finding.ts';
import type { Situation, Subject } from '../situation.ts';
import { readsActivities } from './activity.ts';
import { decryptsDelivery, decryptsDirectly } from './decrypt.ts';
import { readsLogs } from './logs.ts';
import { readsTable } from './table.ts';
import { readsThroughStepFunctions } from './workflow.ts';

type Ask = (situation: Situation, subject: Subject) => Finding;

/** The ways in which something of the workflow can be read, in the order of the report. */
const channels = {
  workflow: ({ machine }, subject) => readsThroughStepFunctions(machine, subject),
  decrypt: decryptsDirectly,
  activity: readsActivities,
  delivery: decryptsDelivery,
  logs: readsLogs,
  table: readsTable,
} as const satisfies Record<string, Ask>;

export type Channel = keyof typeof channels;

/** Names of the channels. */
export const channelNames: readonly Channel[] = [
  'workflow',
  'decrypt',
  'activity',
  'delivery',
  'logs',
  'table',
];

/** Those of which a situation has something: most workflows have no activity. */
export function channelsOf({ activities }: Pick<Situation, 'activities'>): readonly Channel[] {
  return channelNames.filter((name) => name !== 'activity' || activities.length > 0);
}

/** Asks about one channel for one principal. */
export function ask(channel: Channel, situation: Situation, subject: Subject): Finding {
  // A token of an identity provider signs no request; the role that is assumed with it does.
  if (atMost(subject.caller).principal.kind === 'federated') {
    return finding([], 'A web identity can do nothing before it has assumed a role.');
  }
  return channels[channel](situation, subject);
}
