import type { WholeRequest } from '../http/exchange.ts';
import { valuesOf } from '../http/headers.ts';
import { AmbiguousJsonError, isObject, parseStrictJson } from '../http/strict-json.ts';

/** A call of a service of the Query protocol by the names of its parameters, each with one text. */
export type QueryCall = {
  readonly action: string;
  readonly parameters: ReadonlyMap<string, string>;
};

const MAX_LIST = 60;

/**
 * Reads a call of STS, IAM or CloudFormation: form or query string, or STS in JSON.
 * https://docs.aws.amazon.com/STS/latest/APIReference/CommonParameters.html
 *
 * @returns undefined when it is not such a call, or when it can be read in two ways.
 */
export function queryCall({ url, headers, body }: WholeRequest): QueryCall | undefined {
  const [target = ''] = valuesOf(headers, 'x-amz-target');
  const json = /^AWSSecurityTokenServiceV20110615\.([A-Za-z]+)$/.exec(target)?.[1];
  const parameters = json ? fromJson(body) : fromForm(url, body);
  const action = json ?? parameters?.get('Action');
  return action && parameters ? { action, parameters } : undefined;
}

/** Items of a list parameter: `PolicyArns.member.1.arn`, `Tags.member.1.Key`, ... */
export function listed({ parameters }: QueryCall, list: string, member?: string): string[] {
  const found: string[] = [];
  for (let at = 1; at <= MAX_LIST; at += 1) {
    const name = `${list}.member.${at}`;
    const value = parameters.get(member === undefined ? name : `${name}.${member}`);
    if (value === undefined) break;
    found.push(value);
  }
  return found;
}

function fromForm(url: string, body: Buffer): ReadonlyMap<string, string> | undefined {
  const query = url.includes('?') ? url.slice(url.indexOf('?') + 1) : '';
  const pairs = [...new URLSearchParams(query), ...new URLSearchParams(body.toString('utf8'))];
  const parameters = new Map(pairs);
  return parameters.size === pairs.length ? parameters : undefined;
}

/** JSON members by the names that they have as form parameters. */
function fromJson(body: Buffer): ReadonlyMap<string, string> | undefined {
  try {
    const parameters = new Map<string, string>();
    flatten(parseStrictJson(body), '', parameters);
    return parameters;
  } catch (error) {
    if (error instanceof AmbiguousJsonError) return undefined;
    throw error;
  }
}

function flatten(value: unknown, name: string, into: Map<string, string>): void {
  if (Array.isArray(value)) {
    value.forEach((item, index) => {
      flatten(item, `${name}.member.${index + 1}`, into);
    });
  } else if (isObject(value)) {
    for (const [key, item] of Object.entries(value)) {
      flatten(item, name === '' ? key : `${name}.${key}`, into);
    }
  } else if (value !== null && value !== undefined) into.set(name, String(value));
}
