import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { runHere } from 'test-fixtures/run-who-can-read';
import { VERSION } from '../../command/version.ts';
import { reportMarkdown } from '../../report/markdown.ts';
import { report } from '../../report/report.ts';
import { placeOfPath, templatePlaces } from '../../report/template-places.ts';
import { accessModel } from '../proof/access-models.ts';

const require = createRequire(import.meta.url);
const json = (file: string) => JSON.parse(readFileSync(require.resolve(file), 'utf8'));

/** The schema that OASIS publishes, from this package. A draft 7 validator checks all of it. */
const sarifSchema = json('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
const { $schema: _, id: _id, ...schema } = sarifSchema;
const validSarif = new Ajv({
  strict: false,
  // One pattern of the schema is not valid with the flag u.
  unicodeRegExp: false,
  validateFormats: false,
  allErrors: true,
}).compile(schema);
const validJson = new Ajv({ allErrors: true }).compile(json('../../report/schema.json'));

const template = ['--template', 'template.yaml'];
const readers = ['StockTradingStateMachineExecutionRole', 'delivery.logs.amazonaws.com'];
const text = readFileSync(new URL('../../../../template.yaml', import.meta.url), 'utf8');

interface Result {
  readonly ruleId: string;
  readonly level: string;
  readonly locations: readonly {
    readonly physicalLocation?: {
      readonly artifactLocation: { readonly uri: string };
      readonly region: { readonly startLine: number };
    };
  }[];
}

const sarifOf = async (...args: readonly string[]) => {
  const { stdout, exitCode } = await runHere([...args, '--format', 'sarif']);
  const log = JSON.parse(stdout);
  validSarif(log);
  expect(validSarif.errors ?? []).toEqual([]);
  const results: readonly Result[] = log.runs[0].results;
  return { log, results, exitCode };
};

describe('--format sarif', () => {
  it('has a note for each reader, at the position of its resource', async () => {
    const { results, exitCode } = await sarifOf(...template);
    const role = results.find(({ ruleId, locations }) => {
      return ruleId === 'reader' && locations[0]?.physicalLocation?.region.startLine !== 1;
    });
    const place = role?.locations[0]?.physicalLocation;

    expect(exitCode).toBe(0);
    expect(place?.artifactLocation.uri).toBe('template.yaml');
    expect(text.split('\n')[(place?.region.startLine ?? 0) - 1]).toMatch(/^ {2}\w+:$/);
  });

  it('has only the differences, as errors, if the command has an expectation', async () => {
    const met = await sarifOf(...template, '--expect-reader', ...readers);
    const unmet = await sarifOf(...template, '--expect-reader', 'nobody');

    expect([met.exitCode, met.results]).toEqual([0, []]);
    expect(unmet.exitCode).toBe(1);
    expect(new Set(unmet.results.map(({ level }) => level))).toEqual(new Set(['error']));
    expect(unmet.results.map(({ ruleId }) => ruleId)).toContain('reader-missing');
  });

  it('reports an error as a failed invocation', async () => {
    const { log, results, exitCode } = await sarifOf('--template', 'nothing.yaml');

    expect([exitCode, results]).toEqual([2, []]);
    expect(log.runs[0].invocations[0]).toMatchObject({
      executionSuccessful: false,
      toolExecutionNotifications: [{ level: 'error' }],
    });
  });

  it('is checked against the schema, which rejects a result without a message', () => {
    const log = { version: '2.1.0', runs: [{ tool: { driver: { name: 'x' } }, results: [{}] }] };

    expect(validSarif(log)).toBe(false);
  });
});

describe('--format json', () => {
  it.each([
    ['a template that does not exist', ['--template', 'nothing.yaml']],
    ['a file that is not a template', ['--template', 'README.md']],
    ['an option that does not exist', [...template, '--nonsense']],
  ])('gives errors that match its schema for %s', async (_name, args) => {
    const { stdout, stderr, exitCode } = await runHere([...args, '--format', 'json']);

    validJson(JSON.parse(stdout));
    expect(validJson.errors ?? []).toEqual([]);
    expect(exitCode).toBe(2);
    expect(JSON.parse(stdout).errors.length).toBe(stderr.trimEnd().split('\n').length);
  });
});

describe('--format markdown', () => {
  it('has the differences first, then a table', async () => {
    const { stdout, exitCode } = await runHere([
      ...[...template, '--format', 'markdown', '--expect-reader'],
      'delivery.logs.amazonaws.com',
    ]);
    const role = 'StockTradingStateMachineExecutionRole';

    expect(exitCode).toBe(1);
    expect(stdout.indexOf('**Who can read is not as expected.**')).toBeLessThan(
      stdout.indexOf('| principal |'),
    );
    expect(stdout).toContain(`| \`${role}\` | no | **yes** |`);
  });

  it('escapes markup in names', () => {
    const model = accessModel();
    const [first, ...rest] = model.subjects;
    const named = { ...first, name: 'a|b `c` <img src=x>' } as (typeof model.subjects)[number];
    const markdown = reportMarkdown(report({ ...model, subjects: [named, ...rest] }));
    const line = markdown.split('\n').find((one) => one.includes('img')) ?? '';

    expect(line).toContain(String.raw`a\|b 'c' <img src=x>`);
    expect(markdown.replaceAll(/`[^`]*`/g, '')).not.toContain('<img');
  });
});

describe('the position of a resource', () => {
  const places = templatePlaces('# c\nResources:\n  One:\n    Type: A\n  Two: { Type: B }\n');

  it('is its line and column', () => {
    expect(places('One')).toEqual({ line: 3, column: 3 });
    expect(places('Two')).toEqual({ line: 5, column: 3 });
  });

  it('is the start of the file if the position is unknown', () => {
    expect(places('Three')).toEqual({ line: 1, column: 1 });
    expect(places(undefined)).toEqual({ line: 1, column: 1 });
  });

  it('of a path is the position of the last part that exists', () => {
    const document = 'Resources:\n  One:\n    Properties:\n      List:\n        - a\n        - b\n';

    expect(placeOfPath(document, 'Resources.One.Properties.List[1]')).toEqual({
      line: 6,
      column: 11,
    });
    expect(placeOfPath(document, 'Resources.One.Properties.Gone.More')).toEqual({
      line: 3,
      column: 5,
    });
    expect(placeOfPath(document, 'template')).toBeUndefined();
  });
});

describe('errors of a template', () => {
  it('are all reported in one run, with line and column', async () => {
    const { errors } = await import('../../command/write-errors.ts').then(async ({ errorsOf }) => {
      const { parseTemplate } = await import('../../template/index.ts');
      try {
        parseTemplate('Resources:\n  A: [\n  B: {x: !Foo 1}\n c: "\n');
      } catch (error) {
        return { errors: errorsOf(error) };
      }
      return { errors: [] };
    });

    expect(errors.length).toBeGreaterThan(2);
    expect(errors.every(({ place }) => place !== undefined && place.line > 1)).toBe(true);
  });
});

it('has the version of the package', () => {
  expect(VERSION).toBe(json('../../package.json').version);
});
