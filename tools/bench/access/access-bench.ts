import { evaluateReadPath, type KmsKey, parsePolicy, readPathNames, report } from 'who-can-read';
import type { Bench, Metric } from '../metric.ts';
import { type Spread, spread } from '../statistics.ts';
import {
  benchKey,
  keyPolicy,
  type RawRole,
  rawRoles,
  situationWith,
  subjectOf,
} from './account.ts';
import { microseconds } from './processor-time.ts';
import { measureTrust, trustMetricNames } from './trust-bench.ts';

const SIZES = [500, 1000, 2500, 5000] as const;
const ROUNDS = 5;
const SAMPLE = 40;

const small = SIZES[0];
const big = SIZES[SIZES.length - 1] ?? small;
const ofRoles = (count: number): string => `each role of ${count.toLocaleString('en-US')}`;
const FLAT = `${ofRoles(big)}, compared with a small account`;

/**
 * The complete report for accounts of several sizes, compared with a simple simulator that parses
 * policies with each request.
 */
export const access: Bench = {
  name: 'access',
  title:
    'Who can read, for accounts of many roles with three policies each and a key policy of 50 statements. Processor time for each role.',
  metrics: [...SIZES.map(ofRoles), FLAT, ...trustMetricNames],
  async measure(progress) {
    const key = benchKey();
    // Once, so that the code is compiled.
    report(situationWith(rawRoles(200).map(subjectOf), key));
    const costs = SIZES.map((roles) => {
      progress(`${roles} roles`);
      return costOf(roles, key);
    });
    const metrics = SIZES.map((roles, at): Metric => {
      const cost = costs[at] as Cost;
      const baseline = {
        what: 'policies parsed again for each question',
        measured: cost.parsedAgain,
      };
      return { what: ofRoles(roles), unit: 'us', measured: cost.perRole, baseline };
    });
    const [first, last] = [costs[0] as Cost, costs.at(-1) as Cost];
    const flat: Metric = {
      what: FLAT,
      unit: 'us',
      measured: last.perRole,
      baseline: { what: ofRoles(small), measured: first.perRole },
      target: { atMost: 1.25 },
    };
    return [...metrics, flat, ...measureTrust(progress)];
  },
};

/** Microseconds a role. */
type Cost = { perRole: Spread; parsedAgain: Spread };

function costOf(roles: number, key: KmsKey): Cost {
  const raw = rawRoles(roles);
  const model = situationWith(raw.map(subjectOf), key);
  const rounds = Array.from({ length: ROUNDS }, () => microseconds(() => report(model)));
  return {
    perRole: spread(rounds.map((round) => round / roles)),
    parsedAgain: spread(raw.slice(0, SAMPLE).map((role) => microseconds(() => parseAgain(role)))),
  };
}

/** Key policy and role are parsed for each question. */
function parseAgain(role: RawRole): void {
  for (const readPath of readPathNames) {
    const policy = parsePolicy(keyPolicy(), 'key-policy', 'key policy');
    const subject = subjectOf(role);
    evaluateReadPath(readPath, situationWith([subject], { ...benchKey(), policy }), subject);
  }
}
