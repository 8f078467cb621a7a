import { type KmsKey, parsePolicy } from '../../access/index.ts';
import { ask, channelNames } from '../../access/report/channels/channels.ts';
import { report } from '../../access/report/report.ts';
import { spread } from '../statistics.ts';
import { benchKey, keyPolicy, rawRoles, situationWith, subjectOf } from './account.ts';

/** What an account of one size costs. */
export interface AccessRow {
  readonly roles: number;
  /** Roles that read or could come to. */
  readonly couldRead: number;
  readonly parseMilliseconds: number;
  /** Median of the rounds. */
  readonly reportMilliseconds: number;
  readonly microsecondsPerRole: number;
  /** The same questions where every policy is parsed for every one of them. */
  readonly parsingAnewMicrosecondsPerRole: number;
}

const ROUNDS = 5;
const SAMPLE = 40;

/**
 * The whole report for accounts of several sizes, beside what a person would write first: a
 * simulator that takes policies as JSON with each request.
 */
export function accessBench(
  sizes: readonly number[],
  progress: (line: string) => void,
): readonly AccessRow[] {
  const key = benchKey();
  // Once for the compiler.
  report(situationWith(rawRoles(200).map(subjectOf), key));
  return sizes.map((roles) => {
    progress(`${roles} roles`);
    return measure(roles, key);
  });
}

function measure(roles: number, key: KmsKey): AccessRow {
  const raw = rawRoles(roles);
  const parsed = timed(() => raw.map(subjectOf));
  const situation = situationWith(parsed.value, key);
  const rounds = Array.from({ length: ROUNDS }, () => timed(() => report(situation)));
  const { median } = spread(rounds.map(({ milliseconds }) => milliseconds));
  const couldRead = rounds[0]?.value.rows.filter(({ way }) => way).length ?? 0;
  const anew = timed(() => raw.slice(0, SAMPLE).map(parseAnew));
  return {
    roles,
    couldRead,
    parseMilliseconds: parsed.milliseconds,
    reportMilliseconds: median,
    microsecondsPerRole: (median * 1000) / roles,
    parsingAnewMicrosecondsPerRole: (anew.milliseconds * 1000) / SAMPLE,
  };
}

/** Key policy and role are parsed for each question. */
function parseAnew(role: Parameters<typeof subjectOf>[0]): void {
  for (const channel of channelNames) {
    const policy = parsePolicy(keyPolicy(), 'key-policy', 'key policy');
    const subject = subjectOf(role);
    ask(channel, situationWith([subject], { ...benchKey(), policy }), subject);
  }
}

/** Processor time: what else runs on the machine does not count. */
function timed<T>(work: () => T): { readonly value: T; readonly milliseconds: number } {
  const begun = process.cpuUsage();
  const value = work();
  const { user, system } = process.cpuUsage(begun);
  return { value, milliseconds: (user + system) / 1000 };
}
