import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { operatorNames } from '../../index.ts';
import { parseOperator } from '../../policy/conditions/parse-operator.ts';
import { list, record, text } from '../harness/json.ts';

const folder = new URL('../cases/condition/', import.meta.url);

/** The `operator outcome` pairs of all condition cases. */
function covered(): ReadonlySet<string> {
  const files = readdirSync(folder).map((file) => readFileSync(new URL(file, folder), 'utf8'));
  const cases = files.flatMap((file) => list(record(JSON.parse(file), 'file')['cases'], 'cases'));
  return new Set(
    cases.flatMap((item) => {
      const { condition, expect: wanted } = record(item, 'case');
      const holds = text(record(wanted, 'expect')['holds'], 'holds');
      return Object.keys(record(condition, 'condition')).map(
        (written) => `${parseOperator(written)?.operator} ${holds}`,
      );
    }),
  );
}

describe('the condition operators', () => {
  it.each(operatorNames)('%s has a case that matches and one that does not', (operator) => {
    const seen = covered();

    expect(seen.has(`${operator} yes`)).toBe(true);
    expect(seen.has(`${operator} no`)).toBe(true);
  });

  it('are the 27 operators of IAM', () => {
    expect(operatorNames).toHaveLength(27);
  });
});
