import type { RequestContext } from '../../context/request-context.ts';
import type { Match } from '../match-value-pattern.ts';
import type { ValuePattern } from '../value-pattern.ts';

/** Compares one value of the request with one value of the policy, before any negation. */
export type ValueTest = (actual: string, context: RequestContext) => Match;

/** Makes the test for one value, or says in words why the value does not fit the operator. */
export type Compile = (value: ValuePattern) => ValueTest | string;
