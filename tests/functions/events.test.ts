import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fieldsMatching, readExpectations } from './expectations.ts';
import { invoke } from './handlers.ts';
import { createInMemoryTable } from './in-memory-table.ts';
import { readEvent } from './read-json.ts';
import { captureWritten } from './written.ts';

const expectations = readExpectations();
const filesIn = (folder: string): string[] =>
  readdirSync(new URL(`../../events/${folder}`, import.meta.url))
    .filter((name) => name.endsWith('.json') && name !== 'expected.json')
    .map((name) => `${folder}${name}`);

describe('the events', () => {
  let table: ReturnType<typeof createInMemoryTable>;

  beforeEach(() => {
    captureWritten();
    table = createInMemoryTable();
  });
  afterEach(() => table.dynamodb.restore());

  it('are the files that expected.json lists, and no others', () => {
    expect(expectations.map(({ file }) => file).toSorted()).toEqual(
      [...filesIn(''), ...filesIn('bad/')].toSorted(),
    );
  });

  for (const { file, functionName, output, outputPattern, error } of expectations) {
    if (functionName === undefined) {
      continue;
    }
    it(`${file} gives the expected result of ${functionName}`, async () => {
      const result = invoke(functionName, readEvent(file));

      if (error !== undefined) {
        await expect(result).rejects.toMatchObject(error);
        expect(table.attempts()).toBe(0);
      } else {
        expect(await result).toEqual(outputPattern ? fieldsMatching(outputPattern) : output);
      }
    });
  }
});
