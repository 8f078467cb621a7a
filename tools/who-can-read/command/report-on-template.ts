import { upperBound } from '../account/partial-knowledge.ts';
import { InvalidPolicyError } from '../errors.ts';
import { accessModelOfTemplate } from '../from-template/model-of-template.ts';
import type { KmsKey } from '../kms/kms-key.ts';
import { parsePolicy } from '../policy/parse-policy.ts';
import type { AccessModel } from '../report/access-model.ts';
import { keysInUse } from '../report/keys-in-use.ts';
import { resolveTemplate } from '../template/index.ts';
import type { Options } from './options.ts';
import { UsageError } from './usage-error.ts';

type TemplateSource = Extract<Options['source'], { kind: 'template' }>;

/**
 * The model of a template.
 * @param read gives the text of a file.
 * @throws TemplateError, InvalidPolicyError, what reading a file throws, and UsageError for the policy of
 * a key that the template does not use.
 */
export async function readTemplateModel(
  source: TemplateSource,
  stateMachine: string | undefined,
  read: (file: string) => Promise<string>,
): Promise<AccessModel> {
  const { partition, region, account, stackName, parameters } = source;
  const place = { partition, region, account, stackName };
  const template = resolveTemplate(await read(source.file), place, parameters);
  const keys = await Promise.all(
    Object.entries(source.keyPolicies).map(([arn, file]) => foreignKey(arn, file, read)),
  );
  const model = accessModelOfTemplate(template, {
    keys,
    ...(stateMachine === undefined ? {} : { stateMachine }),
  });
  refuseUnused(Object.keys(source.keyPolicies), model);
  return model;
}

/** A policy that nothing asks for is a mistyped ARN: the report would be made without it. */
function refuseUnused(
  given: readonly string[],
  { stateMachine, activities, tables }: AccessModel,
): void {
  const keys = [
    ...keysInUse({ stateMachine, activities }).map(({ key }) => key),
    ...tables.flatMap((table) => upperBound(table).key ?? []),
  ];
  const used = keys.map((key) => upperBound(key).arn);
  const unused = given.find((arn) => !used.includes(arn));
  if (unused === undefined) return;
  const those = used.length === 0 ? 'none' : [...new Set(used)].join(', ');
  throw new UsageError(
    `--key-policy names a key that the template does not use: ${unused}; it uses ${those}`,
  );
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
