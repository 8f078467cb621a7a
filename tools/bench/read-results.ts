import { readFile } from 'node:fs/promises';
import { Ajv } from 'ajv';
import type { Results } from './results.ts';

const text = { type: 'string' } as const;
const number = { type: 'number' } as const;

/** Schema of an object with these members only; the named ones are optional. */
const object = (properties: Record<string, object>, optional: readonly string[] = []) => ({
  ...{ type: 'object', properties, additionalProperties: false },
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
});
const list = (items: object) => ({ type: 'array', items });

const spread = object({ median: number, low: number, high: number });
const metric = object(
  {
    ...{ what: text, unit: text, measured: spread },
    baseline: object({ what: text, measured: spread, ratio: number }, ['ratio']),
    target: { anyOf: [object({ atMost: number }), object({ atLeast: number })] },
  },
  ['unit', 'baseline', 'target'],
);
const without = list(object({ name: text, why: text }));

const isResults = new Ajv().compile<Results>(
  object({
    ...{
      date: text,
      commit: text,
      node: text,
      loadAverage: number,
      skipped: without,
      failed: without,
    },
    machine: object({ cores: number, model: text, memoryGiB: number, system: text }),
    parts: list(object({ name: text, title: text, seconds: number, metrics: list(metric) })),
  }),
);

/**
 * Reads the results of a run.
 *
 * @throws SyntaxError when it is not valid JSON; TypeError when it is not a run of the benchmark.
 */
export async function readResults(file: string): Promise<Results> {
  const found: unknown = JSON.parse(await readFile(file, 'utf8'));
  if (isResults(found)) return found;
  const [problem] = isResults.errors ?? [];
  throw new TypeError(
    `${file} is not a run of the benchmark: ${problem?.instancePath} ${problem?.message}.`,
  );
}
