import { brotliDecompressSync } from 'node:zlib';
import type { Json, JsonObject } from '../template/json-value.ts';
import { packed } from './sam-policy-templates.data.ts';

let templates: JsonObject | undefined;

/**
 * Returns the statements of a SAM policy template; undefined for a name that SAM does not have. Its
 * parameters stand in them as `Ref`.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-policy-templates.html
 * @param name `DynamoDBCrudPolicy`.
 */
export function samPolicyTemplate(name: string): Json | undefined {
  templates ??= JSON.parse(brotliDecompressSync(Buffer.from(packed, 'base64')).toString('utf8'));
  return templates && Object.hasOwn(templates, name) ? templates[name] : undefined;
}
