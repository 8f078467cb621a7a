import { availableParallelism } from 'node:os';
import { sideBySide } from 'helpers/side-by-side';
import type { KmsEvent } from 'key-gateway';
import { type AwsCli, aws, awsAnyway } from '../aws/cli.ts';
import type { LocalAws } from '../local-aws.ts';
import type { Actor } from './demo-identity.ts';
import type { Expectations } from './expectations.ts';

/** Where the story is played: the actors call AWS by the AWS CLI, and what they get is noted. */
export type Stage = {
  /** The AWS CLI in the name of an actor. */
  cli(actor: Actor): AwsCli;
  /** A call that has to succeed; gives back what the CLI printed, or undefined when it was refused. */
  allowed(actor: Actor, args: readonly string[]): Promise<unknown>;
  /** A call that has to be refused with this error; tells why the key refused it. */
  refused(actor: Actor, args: readonly string[], error: string): Promise<void>;
  /** Plays scenes that do not depend on each other at the same time, and tells them in order. */
  together(scenes: readonly Scene[]): Promise<void>;
  /** The same stage, told to somebody else. */
  toldTo(write: (line: string) => void): Stage;
} & Omit<Expectations, 'toldTo'>;

type Scene = (stage: Stage) => Promise<void>;

/** What a call is shown as: without the ARNs that make it unreadable. */
const shown = (args: readonly string[]): string => {
  const [service, operation] = args;
  const metadata = args.includes('METADATA_ONLY') ? ' --included-data METADATA_ONLY' : '';
  return `aws ${service} ${operation}${metadata}`;
};

/** Whether an event tells of somebody in whose ARN this is. */
const isBy = (part: string, { userIdentity }: KmsEvent): boolean =>
  String(userIdentity['arn']).includes(part);

export function stage(
  local: LocalAws,
  expectations: Expectations,
  write: (line: string) => void,
  signal: AbortSignal,
): Stage {
  const told = expectations.toldTo(write);
  const { expect } = told;
  const cli = (actor: Actor): AwsCli => ({ aws: local.tools.aws, env: local.as(actor), signal });

  const toldTo: Stage['toldTo'] = (to) => stage(local, expectations, to, signal);

  return {
    ...told,
    cli,
    toldTo,
    async together(scenes) {
      const lanes = scenes.map((scene) => (to: (line: string) => void) => scene(toldTo(to)));
      await sideBySide(lanes, Math.max(2, availableParallelism()), write);
    },
    async allowed(actor, args) {
      const { exitCode, message, stdout } = await awsAnyway(cli(actor), [...args]);
      expect(`${actor} is allowed: ${shown(args)}`, exitCode === 0, message);
      return exitCode === 0 && stdout.trim() !== '' ? JSON.parse(stdout) : undefined;
    },
    async refused(actor, args, error) {
      const before = local.gateway.events().length;
      const { exitCode, message } = await awsAnyway(cli(actor), [...args]);
      const asExpected = exitCode !== 0 && message.includes(`(${error})`);
      expect(`${actor} is refused: ${shown(args)} (${error})`, asExpected, message || 'allowed');
      const denied = local.gateway
        .events()
        .slice(before)
        .filter(({ errorCode }) => errorCode !== undefined);
      // To start an execution, the workflow's role needs the key, and not whoever starts it.
      const reason =
        denied.find((event) => isBy(actor === 'root' ? ':root' : `/${actor}`, event)) ??
        denied.find((event) => isBy('ExecutionRole', event));
      if (reason) write(`      ${reason.additionalEventData.reason}`);
    },
  };
}

/** Calls the AWS CLI and gives back one field of its answer, which has to be a string. */
export async function field(cli: AwsCli, args: readonly string[], name: string): Promise<string> {
  const answer = await aws(cli, [...args]);
  const value = Object(answer)[name];
  if (typeof value !== 'string') throw new TypeError(`${shown(args)} gave back no ${name}.`);
  return value;
}
