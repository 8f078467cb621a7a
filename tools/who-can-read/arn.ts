import { InvalidArnError } from './errors.ts';

/** The six parts of an Amazon Resource Name; `resource` can have further colons. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/**
 * Returns the parts of an ARN, which its first five colons separate.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 * @throws InvalidArnError when the text has fewer than six parts or does not begin with `arn`.
 */
export function parseArn(text: string): Arn {
  const [prefix, partition, service, region, account, ...rest] = text.split(':');
  if (
    prefix !== 'arn' ||
    partition === undefined ||
    service === undefined ||
    region === undefined ||
    account === undefined ||
    rest.length === 0
  ) {
    throw new InvalidArnError(text, 'not an ARN (arn:partition:service:region:account:resource)');
  }
  return { partition, service, region, account, resource: rest.join(':') };
}
