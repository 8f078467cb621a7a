import type { Json } from '../../../template/json-value.ts';
import { type Change, replaced } from '../mutate.ts';

/** A wrong template that looks much like the right one. */
export interface Mutation {
  readonly name: string;
  readonly change: Change;
  readonly parameters?: Readonly<Record<string, string>>;
  /** The tables of the fingerprint in which it shows; `rejected`: the policy is not valid. */
  readonly shows: readonly string[];
}

export const root: Json = {
  AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' },
};
export const stranger: Json = { AWS: 'arn:aws:iam::999999999999:root' };
export const everyone: Json = { AWS: '*' };

/** Puts another operator in the place of StringEquals. */
export const operator = (to: string): Change => replaced('"StringEquals"', `"${to}"`);
