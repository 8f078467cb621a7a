import { brotliDecompressSync } from 'node:zlib';
import type { Json, JsonObject } from '../template/json-value.ts';
import { dataDate, packed } from './aws-managed-policies.data.ts';

let policies: JsonObject | undefined;

/**
 * Returns the document of an AWS managed policy; undefined for a name that the data does not have.
 * AWS changes these policies at any time: `managedPoliciesDate` says how old the data is.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 * @param name without the path: `AWSLambdaBasicExecutionRole`.
 */
export function awsManagedPolicy(name: string): Json | undefined {
  policies ??= JSON.parse(brotliDecompressSync(Buffer.from(packed, 'base64')).toString('utf8'));
  return policies && Object.hasOwn(policies, name) ? policies[name] : undefined;
}

/** The day of the newest change in the data: `2026-11-20`. */
export const managedPoliciesDate = dataDate;
