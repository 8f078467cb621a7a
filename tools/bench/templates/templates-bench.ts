import { accessModelOfTemplate, parseTemplate, resolveParsed } from 'who-can-read';
import { parse } from 'yaml';
import type { Bench, Metric } from '../metric.ts';
import { type Spread, spread } from '../statistics.ts';
import { largeTemplate, RESOURCES } from './large-template.ts';

const ROUNDS = 7;
const LOCATION = {
  ...{ partition: 'aws', region: 'us-east-1', account: '111122223333' },
  stackName: 'bench',
};

const READ_YAML = `${RESOURCES} resources in YAML, read`;
const READ_JSON = `${RESOURCES} resources in JSON, read`;
const ALL = (form: string): string =>
  `${RESOURCES} resources in ${form}, from text to access model`;

/** Reading of large templates, compared with the libraries that parse YAML and JSON. */
export const templates: Bench = {
  name: 'templates',
  title: `Reading a template of ${RESOURCES} resources. Processor time, median of ${ROUNDS} rounds.`,
  metrics: [READ_YAML, READ_JSON, ALL('YAML'), ALL('JSON')],
  async measure(progress) {
    const { yaml, json } = largeTemplate();
    progress(`${RESOURCES} resources`);
    const [readYaml, plainYaml] = together(
      () => parseTemplate(yaml),
      () => parse(yaml, { version: '1.1' }),
    );
    const [readJson, plainJson] = together(
      () => parseTemplate(json),
      () => JSON.parse(json),
    );
    const metrics: readonly Metric[] = [
      {
        ...{ what: READ_YAML, unit: 'ms', measured: readYaml, target: { atMost: 2 } },
        baseline: { what: 'the YAML library alone', measured: plainYaml },
      },
      {
        ...{ what: READ_JSON, unit: 'ms', measured: readJson },
        baseline: { what: 'JSON.parse alone', measured: plainJson },
      },
      ...[yaml, json].map((text, at) => ({
        ...{ what: ALL(at === 0 ? 'YAML' : 'JSON'), unit: 'ms', target: { atMost: 1000 } },
        measured: rounds(() => accessModelOfTemplate(resolveParsed(parseTemplate(text), LOCATION))),
      })),
    ];
    return metrics;
  },
};

/** Both in turns, so that both meet the same machine. */
function together(one: () => unknown, other: () => unknown): readonly [Spread, Spread] {
  one();
  other();
  const times = Array.from({ length: ROUNDS }, () => [milliseconds(one), milliseconds(other)]);
  return [spread(times.map(([first = 0]) => first)), spread(times.map(([, second = 0]) => second))];
}

/** The first round counts: a person runs the command once. */
function rounds(work: () => unknown): Spread {
  return spread(Array.from({ length: ROUNDS }, () => milliseconds(work)));
}

/** Processor time, because other programs on the machine do not change it. */
function milliseconds(work: () => unknown): number {
  const begun = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1000;
}
