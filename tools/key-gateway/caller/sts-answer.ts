import { isObject, parseStrictJson } from '../http/strict-json.ts';

/** The facts of a new session from an answer of STS, without its secrets. */
export type StsAnswer = {
  readonly accessKeyId: string;
  /** `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`, where the answer names one. */
  readonly arn?: string;
};

const XML = {
  accessKeyId: /<AccessKeyId>\s*(\w+)\s*<\/AccessKeyId>/g,
  arn: /<Arn>\s*([^<\s]+)\s*<\/Arn>/g,
} as const;

/**
 * Reads an answer of AssumeRole*, GetSessionToken or GetFederationToken, XML or JSON.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 *
 * @returns undefined when it does not have exactly one set of credentials.
 */
export function stsAnswer(body: Buffer): StsAnswer | undefined {
  const text = body.toString('utf8');
  const { keys, arns } = text.trimStart().startsWith('{') ? ofJson(body) : ofXml(text);
  const [accessKeyId, ...more] = keys;
  const [arn] = arns;
  if (accessKeyId === undefined || more.length > 0 || arns.length > 1) return undefined;
  return { accessKeyId, ...(arn === undefined ? {} : { arn }) };
}

type Found = { keys: string[]; arns: string[] };

function ofXml(text: string): Found {
  const all = (pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1] ?? '');
  return { keys: all(XML.accessKeyId), arns: all(XML.arn) };
}

function ofJson(body: Buffer): Found {
  try {
    const { Credentials, AssumedRoleUser, FederatedUser } = parseStrictJson(body);
    const text = (value: unknown, name: string): string[] => {
      const member = isObject(value) ? value[name] : undefined;
      return typeof member === 'string' ? [member] : [];
    };
    return {
      keys: text(Credentials, 'AccessKeyId'),
      arns: [...text(AssumedRoleUser, 'Arn'), ...text(FederatedUser, 'Arn')],
    };
  } catch {
    return { keys: [], arns: [] };
  }
}
