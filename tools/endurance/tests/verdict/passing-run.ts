import { functionFaults } from '../../plan/function-faults.ts';
import type { Change, Probe, Records, StartRecord } from '../../verdict/records.ts';
import { INITIAL_RULES } from '../../verdict/timeline.ts';

/** A moment of the sample run, in seconds. */
export const at = (second: number) => ({ from: second * 1000, to: second * 1000 + 10 });

const start = (
  name: string,
  second: number,
  more: Partial<StartRecord> = {},
): [StartRecord, string | undefined] => [
  { name, price: 42, answer: 'accepted', ...at(second), ...more },
  more.answer === 'denied' ? undefined : 'SUCCEEDED',
];

const change = (second: number, rules: Partial<Change['rules']>): Change => ({
  ...at(second),
  rules: { ...INITIAL_RULES, ...rules },
});

type Reply = Pick<Probe, 'got' | 'error' | 'revealed'> & Partial<Probe>;

const probe = (as: string, second: number, reply: Reply): Probe => ({
  as,
  call: 'DescribeExecution',
  secret: true,
  ...at(second),
  ...reply,
});

const READ = { got: 'answer', revealed: true } as const;
const errorReply = (error: string) => ({ got: 'denial', error, revealed: false }) as const;
const DENIED = errorReply('KmsAccessDeniedException');

const ENDS_BADLY = new Map([
  ['put-denied', 0],
  ['put-denied-meanwhile', 1],
]);

/**
 * A run with every fault that passes every check. The key is disabled from second 10 to 12, the
 * role is out from 20 to 22, the auditor from 30 to 32, the gateway is away from 40 to 42; the
 * emulator saves and ends at 50 and is killed at 60.
 */
export function passingRecords(): Records {
  const disabled = { answer: 'denied', error: 'KmsInvalidStateException' } as const;
  const denied = { answer: 'denied', error: 'KmsAccessDeniedException' } as const;
  const executions = [
    start('plain', 1),
    start('expensive', 1, { price: 51 }),
    start('cut-off', 9.9, { environmentFault: 'key-disabled' }),
    start('while-disabled', 11, { ...disabled, environmentFault: 'key-disabled' }),
    start('role-out', 21, { ...denied, environmentFault: 'role-taken-out' }),
    start('no-gateway', 41, {
      answer: 'unknown',
      error: 'TimeoutError',
      environmentFault: 'gateway-killed',
    }),
    start('lost', 55, { environmentFault: 'emulator-killed' }),
    ...functionFaults.map((fault, index) => start(fault, 100 + index, { fault })),
  ];
  const ends = new Map(
    executions.map(([{ name }, status]) => [name, ENDS_BADLY.has(name) ? 'FAILED' : status]),
  );
  ends.set('cut-off', 'ABORTED');
  ends.set('no-gateway', undefined);
  ends.set('lost', undefined);
  const starts = executions.map(([record]) => record);
  const recorded = starts.filter(
    ({ name }) => ends.get(name) === 'SUCCEEDED' || (ENDS_BADLY.get(name) === 1 && ends.has(name)),
  );
  const rows = recorded.map(({ name, price }) => ({
    executionName: name,
    price,
    type: price <= 50 ? 'buy' : 'sell',
  }));
  return {
    starts,
    ends,
    reasons: new Map(),
    rows,
    stored: [...recorded, ...starts.filter(({ name }) => name === 'lost')].map((each) => ({
      executionName: each.name,
      at: each.to + 100,
    })),
    met: new Set(functionFaults),
    retried: new Set(['crash-before-put', 'crash-after-put', 'hang-after-put', 'put-throttled']),
    restarts: [
      { how: 'ended', savedAt: 50_000, unsaved: [], leftAt: 50_000, downAt: 51_000, upAt: 52_000 },
      { how: 'killed', savedAt: 50_000, unsaved: [], leftAt: 60_000, downAt: 60_100, upAt: 61_000 },
    ],
    outages: [{ from: 40_000, to: 42_000 }],
    changes: [
      change(10, { keyEnabled: false }),
      change(12, {}),
      change(20, { roleMayUseKey: false }),
      change(22, {}),
      change(30, { auditorMayRead: false }),
      change(32, {}),
    ],
    probes: [
      ...['operator', 'developer', 'key-administrator'].map((as) => probe(as, 2, DENIED)),
      probe('auditor', 2, READ),
      probe('operator', 2, { ...READ, secret: false, revealed: false }),
      probe('auditor', 11, errorReply('KmsInvalidStateException')),
      probe('auditor', 31, DENIED),
      probe('auditor', 41, { ...errorReply('TimeoutError'), got: 'nothing' }),
      probe('auditor', 70, errorReply('ExecutionDoesNotExist')),
    ],
    memory: [
      { of: 'gateway', pid: 1, mebibytes: 30, executions: 10 },
      { of: 'gateway', pid: 1, mebibytes: 33, executions: 1000 },
      { of: 'emulator', pid: 2, mebibytes: 100, executions: 10, workers: 12 },
      { of: 'emulator', pid: 2, mebibytes: 130, executions: 1000, workers: 4, rested: true },
    ],
  };
}
