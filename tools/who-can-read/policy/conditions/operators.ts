import { arnLike } from './arn-operators.ts';
import { dateTest } from './date-operators.ts';
import { inNetwork } from './ip-address-operators.ts';
import { numberTest } from './numeric-operators.ts';
import {
  equalBase64,
  equalBoolean,
  equalText,
  equalTextIgnoringCase,
  likeText,
} from './string-operators.ts';
import type { Compile } from './value-test.ts';

interface Operator {
  readonly negated: boolean;
  /** Whether `*` and `?` are wildcards in its values. */
  readonly wildcards: boolean;
  /** Whether its values can have policy variables. */
  readonly variables: boolean;
  readonly compile: Compile;
}

const text = { wildcards: false, variables: true };
const pattern = { wildcards: true, variables: true };
const plain = { wildcards: false, variables: false };
const is = { negated: false };
const isNot = { negated: true };

/**
 * Every condition operator of IAM. ArnEquals and ArnLike behave alike, and so do their negations.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const operators = {
  StringEquals: { ...is, ...text, compile: equalText },
  StringNotEquals: { ...isNot, ...text, compile: equalText },
  StringEqualsIgnoreCase: { ...is, ...text, compile: equalTextIgnoringCase },
  StringNotEqualsIgnoreCase: { ...isNot, ...text, compile: equalTextIgnoringCase },
  StringLike: { ...is, ...pattern, compile: likeText },
  StringNotLike: { ...isNot, ...pattern, compile: likeText },
  NumericEquals: { ...is, ...plain, compile: numberTest((a, b) => a === b) },
  NumericNotEquals: { ...isNot, ...plain, compile: numberTest((a, b) => a === b) },
  NumericLessThan: { ...is, ...plain, compile: numberTest((a, b) => a < b) },
  NumericLessThanEquals: { ...is, ...plain, compile: numberTest((a, b) => a <= b) },
  NumericGreaterThan: { ...is, ...plain, compile: numberTest((a, b) => a > b) },
  NumericGreaterThanEquals: { ...is, ...plain, compile: numberTest((a, b) => a >= b) },
  DateEquals: { ...is, ...plain, compile: dateTest((a, b) => a === b) },
  DateNotEquals: { ...isNot, ...plain, compile: dateTest((a, b) => a === b) },
  DateLessThan: { ...is, ...plain, compile: dateTest((a, b) => a < b) },
  DateLessThanEquals: { ...is, ...plain, compile: dateTest((a, b) => a <= b) },
  DateGreaterThan: { ...is, ...plain, compile: dateTest((a, b) => a > b) },
  DateGreaterThanEquals: { ...is, ...plain, compile: dateTest((a, b) => a >= b) },
  Bool: { ...is, ...text, compile: equalBoolean },
  BinaryEquals: { ...is, ...plain, compile: equalBase64 },
  IpAddress: { ...is, ...plain, compile: inNetwork },
  NotIpAddress: { ...isNot, ...plain, compile: inNetwork },
  ArnEquals: { ...is, ...pattern, compile: arnLike },
  ArnLike: { ...is, ...pattern, compile: arnLike },
  ArnNotEquals: { ...isNot, ...pattern, compile: arnLike },
  ArnNotLike: { ...isNot, ...pattern, compile: arnLike },
  // Tests whether the key exists: `evaluate-condition.ts` passes `true` for an absent key.
  Null: { ...is, ...plain, compile: equalBoolean },
} as const satisfies Record<string, Operator>;

export type OperatorName = keyof typeof operators;

/**
 * Names of all operators, without set operator and IfExists.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const operatorNames = Object.keys(operators).filter(isOperator);

function isOperator(name: string): name is OperatorName {
  return Object.hasOwn(operators, name);
}
