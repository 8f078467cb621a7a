import { EventEmitter, once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { SFNServiceException } from '@aws-sdk/client-sfn';
import { randomFrom } from 'test-fixtures/gateway-mutations';
import type { EnduranceFixture } from '../fixture/endurance-fixture.ts';
import { PROBERS } from '../fixture/endurance-identities.ts';
import type { Probe } from '../verdict/records.ts';
import { CALLS } from './calls.ts';
import { SECRET } from './start-executions.ts';

/** Words of the input, of the definition, and of the output of states. */
const GUARDED = [SECRET, 'Check Stock Value', 'stock_price'];
/** Most probes read the newest executions, because these are running. */
const NEWEST = 20;
const PAUSE_MS = 20;

/** Sends one request after the other until it is stopped. */
export type Prober = {
  /** Adds an execution to the ones that it reads. */
  know(executionArn: string): void;
  /** Resolves when each identity has sent each request once more. */
  wholeRound(): Promise<void>;
  stop(): Promise<void>;
};

/**
 * Starts a prober, which sends each read request as each identity in turn.
 *
 * @param probes takes each request with its answer.
 */
export function startProber(fixture: EnduranceFixture, seed: number, probes: Probe[]): Prober {
  const random = randomFrom(seed);
  const known: string[] = [];
  const questions = new EventEmitter();
  const { StockTradingStateMachineArn: stateMachineArn } = fixture.stack;
  let stopped = false;

  const ask = async (round: number): Promise<void> => {
    const from = random() < 0.8 ? known.slice(-NEWEST) : known;
    const executionArn = from[Math.floor(random() * from.length)];
    const as = PROBERS[round % PROBERS.length];
    const call = CALLS[Math.floor(round / PROBERS.length) % CALLS.length];
    if (executionArn === undefined || as === undefined || call === undefined) return;
    const { name, secret } = call;
    const asked = Date.now();
    const answer = await call
      .ask(fixture.identities.of(as), { executionArn, stateMachineArn })
      .then(answered, denied);
    probes.push({ as, call: name, secret, ...answer, from: asked, to: Date.now() });
    questions.emit('answered');
  };
  const work = async (): Promise<void> => {
    for (let round = 0; !stopped; round += 1) {
      await ask(round);
      await sleep(PAUSE_MS);
    }
  };
  const ended = work();
  return {
    know: (executionArn) => void known.push(executionArn),
    async wholeRound() {
      // One more round, because the present request can have started earlier.
      for (let left = PROBERS.length * CALLS.length; left >= 0; left -= 1) {
        await once(questions, 'answered');
      }
    },
    stop() {
      stopped = true;
      return ended;
    },
  };
}

type Reply = Pick<Probe, 'got' | 'error' | 'revealed'>;

const answered = (answer: object): Reply => ({ got: 'answer', revealed: reveals(answer) });

function denied(error: unknown): Reply {
  const name = error instanceof Error ? error.name : typeof error;
  const got = error instanceof SFNServiceException ? 'denial' : 'nothing';
  const text = error instanceof Error ? `${error.message} ${JSON.stringify(error)}` : '';
  return { got, error: name, revealed: reveals(text) };
}

const reveals = (answer: unknown): boolean => {
  const text = JSON.stringify(answer);
  return GUARDED.some((word) => text.includes(word));
};
