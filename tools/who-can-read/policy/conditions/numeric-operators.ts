import { ternary } from '../ternary.ts';
import type { Compile } from './value-test.ts';

const NUMBER = /^[+-]?\d+(\.\d+)?$/;

/** Numeric operators: whole or decimal numbers. A value of a request that is not a number is unknown. */
export function numberTest(holds: (actual: number, wanted: number) => boolean): Compile {
  return (value) => {
    if (!NUMBER.test(value.source)) return `${JSON.stringify(value.source)} is not a number`;
    const wanted = Number(value.source);
    return (actual) => (NUMBER.test(actual) ? ternary(holds(Number(actual), wanted)) : 'unknown');
  };
}
