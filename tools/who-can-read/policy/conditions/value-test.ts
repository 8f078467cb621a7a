import type { RequestContext } from '../../context/request-context.ts';
import type { Ternary } from '../ternary.ts';
import type { ValuePattern } from '../value-pattern.ts';

/** Whether values fit; `not-documented` where AWS does not document it. */
export type TestResult = Ternary | 'not-documented';

/** Compares one value of the request with one value of the policy, before any negation. */
export type ValueTest = (actual: string, context: RequestContext) => TestResult;

/** Returns the test for one value, or a text that says why the operator does not accept the value. */
export type Compile = (value: ValuePattern) => ValueTest | string;
