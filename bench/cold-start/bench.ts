import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PATHS } from '../../local/paths.ts';
import { type Spread, spread } from '../statistics.ts';
import { type ColdStart, coldStart } from './measure.ts';
import { tableEndpoint } from './table-endpoint.ts';
import { emptyHandler, eventOf, FUNCTIONS, type Variant, variantsOf } from './variants.ts';

/** A row of the table: one way to start one function, beside the empty handler of the same run. */
export type ColdStartRow = {
  function: string;
  variant: string;
  bytes: number | null;
  milliseconds: Spread;
  mebibytes: number;
  /** Median time against that of the empty handler. */
  ratio: number;
};

/**
 * Whole-process time and memory from start to first answer. The variants take turns, so that a busy
 * moment of the machine meets all of them.
 *
 * @param rounds how often each variant is started.
 */
export async function coldStarts(
  rounds: number,
  onRound: (round: number) => void,
): Promise<ColdStartRow[]> {
  await mkdir(PATHS.local, { recursive: true });
  const folder = await mkdtemp(join(PATHS.local, `run-${process.pid}-`));
  const table = await tableEndpoint();
  try {
    const env = environment(table.url);
    const empty = await emptyHandler(folder);
    const subjects: { function: string; variant: Variant; event: string }[] = [
      { function: '-', variant: empty, event: '{}' },
    ];
    for (const name of FUNCTIONS) {
      const event = await eventOf(name);
      for (const variant of await variantsOf(name, folder)) {
        subjects.push({ function: name, variant, event });
      }
    }
    const results = subjects.map((): ColdStart[] => []);
    for (let round = 0; round < rounds; round += 1) {
      onRound(round);
      for (const [index, { variant, event }] of subjects.entries()) {
        results[index]?.push(await coldStart(variant.module, event, env));
      }
    }
    const limit = spread((results[0] ?? []).map((r) => r.milliseconds)).median;
    return subjects.map(({ function: name, variant }, index) => {
      const milliseconds = spread((results[index] ?? []).map((r) => r.milliseconds));
      return {
        function: name,
        variant: variant.name,
        bytes: variant.bytes ?? null,
        milliseconds,
        mebibytes: spread((results[index] ?? []).map((r) => r.kibibytes)).median / 1024,
        ratio: milliseconds.median / limit,
      };
    });
  } finally {
    table.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

const environment = (endpoint: string): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  AWS_ENDPOINT_URL: endpoint,
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: '123456789012',
  AWS_SECRET_ACCESS_KEY: 'local-only',
  TABLE_NAME: 'bench',
});
