import type { AwsCliVersion } from 'test-fixtures/find-drivers';
import { findAwsCli } from 'test-fixtures/find-drivers';
import type { Driver } from './drives-the-gateway.ts';

/** Returns the AWS CLI of a major version as a driver; undefined when this machine has none. */
export async function awsCli(version: AwsCliVersion): Promise<Driver | undefined> {
  const command = await findAwsCli(version);
  if (command === undefined) return undefined;
  return {
    command: (service, operation, input) => [
      ...([command, service, kebab(operation)] as const),
      ...['--cli-input-json', JSON.stringify(input), '--output', 'json'],
    ],
    errorCode: (output) => /An error occurred \((\w+)\)/.exec(output)?.[1],
  };
}

const kebab = (name: string): string =>
  name.replace(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
