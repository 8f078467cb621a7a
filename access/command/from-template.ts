import { InvalidPolicyError } from '../errors.ts';
import type { KmsKey } from '../kms/key.ts';
import { parsePolicy } from '../policy/parse.ts';
import { situationOfTemplate } from '../report/from-template/from-template.ts';
import type { Situation } from '../report/situation.ts';
import { resolveTemplate } from '../template/index.ts';
import type { Options } from './options.ts';

type TemplateSource = Extract<Options['source'], { kind: 'template' }>;

/**
 * The situation of a template.
 * @param read gives the text of a file.
 * @throws TemplateError, InvalidPolicyError, and what reading a file throws.
 */
export async function fromTemplate(
  source: TemplateSource,
  stateMachine: string | undefined,
  read: (file: string) => Promise<string>,
): Promise<Situation> {
  const { partition, region, account, stackName, parameters } = source;
  const place = { partition, region, account, stackName };
  const template = resolveTemplate(await read(source.file), place, parameters);
  const keys = await Promise.all(
    Object.entries(source.keyPolicies).map(([arn, file]) => foreignKey(arn, file, read)),
  );
  return situationOfTemplate(template, {
    keys,
    ...(stateMachine === undefined ? {} : { stateMachine }),
  });
}

async function foreignKey(
  arn: string,
  file: string,
  read: (file: string) => Promise<string>,
): Promise<KmsKey> {
  const source = `key policy in ${file}`;
  const policy = parsePolicy(parseJson(await read(file), source), 'key-policy', source);
  return { arn, state: 'Enabled', policy, grants: [] };
}

function parseJson(text: string, source: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new InvalidPolicyError(source, '$', `is not JSON: ${problem}`);
  }
}
