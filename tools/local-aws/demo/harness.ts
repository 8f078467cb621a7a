import { availableParallelism } from 'node:os';
import { sideBySide } from 'helpers/side-by-side';
import type { KmsEvent } from 'key-gateway';
import { type AwsCli, aws, awsAnyway } from '../aws/cli.ts';
import type { LocalAws } from '../local-aws.ts';
import type { DemoIdentity } from './demo-identity.ts';
import type { Expectations } from './expectations.ts';

/** Calls AWS as the identities, with the AWS CLI, and records the results. */
export type DemoHarness = {
  /** The AWS CLI with the credentials of an identity. */
  cli(identity: DemoIdentity): AwsCli;
  /** Makes a call that must succeed. Returns the output of the CLI, or undefined when the call was denied. */
  allowed(identity: DemoIdentity, args: readonly string[]): Promise<unknown>;
  /** Makes a call that must be denied with this error. Prints why the key denied it. */
  denied(identity: DemoIdentity, args: readonly string[], error: string): Promise<void>;
  /** Runs independent scenarios at the same time, and prints them in order. */
  together(steps: readonly Step[]): Promise<void>;
  /** Returns the same harness with another output. */
  writingTo(write: (line: string) => void): DemoHarness;
} & Omit<Expectations, 'toldTo'>;

type Step = (demoHarness: DemoHarness) => Promise<void>;

/** Returns a call as text, without its long ARNs. */
const shown = (args: readonly string[]): string => {
  const [service, operation] = args;
  const metadata = args.includes('METADATA_ONLY') ? ' --included-data METADATA_ONLY' : '';
  return `aws ${service} ${operation}${metadata}`;
};

/** Returns whether the principal of an event has this text in its ARN. */
const isBy = (part: string, { userIdentity }: KmsEvent): boolean =>
  String(userIdentity['arn']).includes(part);

export function demoHarness(
  local: LocalAws,
  expectations: Expectations,
  write: (line: string) => void,
  signal: AbortSignal,
): DemoHarness {
  const own = expectations.writingTo(write);
  const { expect } = own;
  const cli = (identity: DemoIdentity): AwsCli => ({
    aws: local.tools.aws,
    env: local.as(identity),
    signal,
  });

  const writingTo: DemoHarness['writingTo'] = (to) => demoHarness(local, expectations, to, signal);

  return {
    ...own,
    cli,
    writingTo,
    async together(steps) {
      const lanes = steps.map((step) => (to: (line: string) => void) => step(writingTo(to)));
      await sideBySide(lanes, Math.max(2, availableParallelism()), write);
    },
    async allowed(identity, args) {
      const { exitCode, message, stdout } = await awsAnyway(cli(identity), [...args]);
      expect(`${identity} is allowed: ${shown(args)}`, exitCode === 0, message);
      return exitCode === 0 && stdout.trim() !== '' ? JSON.parse(stdout) : undefined;
    },
    async denied(identity, args, error) {
      const before = local.gateway.events().length;
      const { exitCode, message } = await awsAnyway(cli(identity), [...args]);
      const asExpected = exitCode !== 0 && message.includes(`(${error})`);
      expect(`${identity} is denied: ${shown(args)} (${error})`, asExpected, message || 'allowed');
      const denied = local.gateway
        .events()
        .slice(before)
        .filter(({ errorCode }) => errorCode !== undefined);
      // To start an execution, the workflow's role needs the key. The caller does not.
      const reason =
        denied.find((event) => isBy(identity === 'root' ? ':root' : `/${identity}`, event)) ??
        denied.find((event) => isBy('ExecutionRole', event));
      if (reason) write(`      ${reason.additionalEventData.reason}`);
    },
  };
}

/** Calls the AWS CLI and returns one field of its answer, which must be a string. */
export async function field(cli: AwsCli, args: readonly string[], name: string): Promise<string> {
  const answer = await aws(cli, [...args]);
  const value = Object(answer)[name];
  if (typeof value !== 'string') throw new TypeError(`${shown(args)} returned no ${name}.`);
  return value;
}
