import type { RequestContext } from '../../context/request-context.ts';
import type { Ternary } from '../ternary.ts';
import type { ValuePattern } from '../value-pattern.ts';

/** Whether values fit; `not-documented` where AWS does not document it. */
export type TestResult = Ternary | 'not-documented';

/** Compares one value of the request with one value of the policy, before any negation. */
export type ValueTest = (actual: string, context: RequestContext) => TestResult;

/** Makes the test for one value, or says in words why the value does not fit the operator. */
export type Compile = (value: ValuePattern) => ValueTest | string;
