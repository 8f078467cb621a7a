import { upperBound } from '../account/partial-knowledge.ts';
import type { Situation, Subject } from '../report/access-model.ts';
import { type Finding, finding } from '../report/finding.ts';
import { readsActivities } from './activity-path.ts';
import { decryptsDelivery, decryptsDirectly } from './decrypt-path.ts';
import { readsLogs } from './logs-path.ts';
import { byReplicas } from './replica-keys.ts';
import { readsTable } from './table-path.ts';
import { readsThroughStepFunctions } from './workflow-path.ts';

type Ask = (situation: Situation, subject: Subject) => Finding;

/** The ways in which something of the workflow can be read, in the order of the report. */
const channels = {
  workflow: ({ machine }, subject) => readsThroughStepFunctions(machine, subject),
  decrypt: (situation, subject) => inEachRegion(situation, subject, decryptsDirectly),
  activity: readsActivities,
  delivery: (situation, subject) => inEachRegion(situation, subject, decryptsDelivery),
  logs: readsLogs,
  table: readsTable,
} as const satisfies Record<string, Ask>;

/** Of replicas of the workflow's key as well: each of them decrypts what another has encrypted. */
function inEachRegion(situation: Situation, subject: Subject, asked: Ask): Finding {
  const { machine } = situation;
  const own = asked(situation, subject);
  if (!machine.replicas?.length) return own;
  const trials = byReplicas(
    machine,
    (one) => asked({ ...situation, machine: one }, subject).trials,
  );
  return finding(trials, own.reason);
}

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
  if (upperBound(subject.caller).principal.kind === 'federated') {
    return finding([], 'A web identity can do nothing before it has assumed a role.');
  }
  return channels[channel](situation, subject);
}
