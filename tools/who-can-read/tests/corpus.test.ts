/**
 * Templates as people write them, each with the expected report. A folder holds the template, the
 * files that it names, and expect.json: command line, rows, and the resources not looked into.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { upperBound } from '../account/partial-knowledge.ts';
import { parseOptions } from '../command/options.ts';
import { readTemplateModels } from '../command/report-on-template.ts';
import type { ReadPath } from '../read-paths/read-paths.ts';
import type { AccessModel, DataCopy } from '../report/access-model.ts';
import { report } from '../report/report.ts';
import { readable } from '../unknown-text.ts';

type Answer = 'yes' | 'no' | 'unknown';

interface Expected {
  readonly about: string;
  readonly args?: readonly string[];
  readonly error?: string;
  /** The ARN of the state machine's key; null: it has no key. */
  readonly key?: string | null;
  readonly rows?: Readonly<Record<string, Readonly<Partial<Record<ReadPath, Answer>>>>>;
  /** The steps of the escalation path; null: there is no path. */
  readonly paths?: Readonly<Record<string, readonly string[] | null>>;
  /** Parts of the reasons of rows. */
  readonly reasons?: Readonly<Record<string, Readonly<Partial<Record<ReadPath, string>>>>>;
  readonly noRows?: readonly string[];
  /** All names, without the excluded ones. */
  readonly notLookedInto?: readonly string[];
  readonly unknownValues?: readonly string[];
  /** Parts of "resource: readers". */
  readonly copies?: readonly string[];
  /** Parts of "resource: readers", as for copies. */
  readonly otherTables?: readonly string[];
  readonly notes?: readonly string[];
}

const corpus = fileURLToPath(new URL('corpus', import.meta.url));

async function modelOf(folder: string, args: readonly string[]): Promise<AccessModel> {
  const template = ['template.json', 'template.yaml'].find((name) =>
    existsSync(join(folder, name)),
  );
  const given = template === undefined ? args : ['--template', template, ...args];
  const { source, stateMachine } = parseOptions(given, () => {});
  if (source.kind !== 'template') throw new Error('A case of the corpus is a template.');
  const read = (file: string) => readFile(join(folder, file), 'utf8');
  const [model] = await readTemplateModels(source, stateMachine, read);
  if (!model) throw new Error(`${folder} has no state machine.`);
  return model;
}

const placesText = (places: readonly DataCopy[] = []): string =>
  places
    .map(({ what, readers, unknownReaders = [] }) => {
      const unknown = unknownReaders.length > 0 ? `; unknown: ${unknownReaders.join(', ')}` : '';
      return `${what}: ${[readers].flat().join(', ')}${unknown}`;
    })
    .join('\n');

function answersOf(model: AccessModel, names: readonly string[]) {
  const { rows } = report(model);
  return Object.fromEntries(
    names.map((name) => {
      const row = rows.find(({ subject }) => subject.name === name);
      const findings = row ? Object.entries(row.findings) : [];
      return [name, Object.fromEntries(findings.map(([path, { answer }]) => [path, answer]))];
    }),
  );
}

function pathsOf(model: AccessModel, names: readonly string[]) {
  const { rows } = names.length > 0 ? report(model) : { rows: [] };
  return Object.fromEntries(
    names.map((name) => {
      const row = rows.find(({ subject }) => subject.name === name);
      return [name, row ? (row.escalation?.steps ?? null) : 'has no row'];
    }),
  );
}

describe('a template of the corpus', () => {
  it.each(readdirSync(corpus))('%s', async (name) => {
    const folder = join(corpus, name);
    const expected: Expected = JSON.parse(readFileSync(join(folder, 'expect.json'), 'utf8'));
    const { args = [], rows = {}, paths = {}, noRows = [] } = expected;
    if (expected.error !== undefined) {
      await expect(modelOf(folder, args)).rejects.toThrow(expected.error);
      return;
    }
    const model = await modelOf(folder, args);
    const { notLookedInto = [], unknownValues = [], copies = [], stateMachine } = model;

    expect(answersOf(model, Object.keys(rows))).toMatchObject(rows);
    expect(pathsOf(model, Object.keys(paths))).toEqual(paths);
    for (const [who, parts] of Object.entries(expected.reasons ?? {})) {
      const row = report(model).rows.find(({ subject }) => subject.name === who);
      for (const [path, part] of Object.entries(parts)) {
        expect(
          Object.entries(row?.findings ?? {}).find(([name]) => name === path)?.[1].reason,
        ).toContain(part);
      }
    }
    const listed = model.subjects.map((one) => one.name);
    for (const absent of noRows) expect(listed).not.toContain(absent);
    if (expected.key !== undefined) {
      const { key } = stateMachine;
      expect(key ? readable(upperBound(key).arn) : null).toBe(expected.key);
    }
    if (expected.notLookedInto) {
      const open = notLookedInto.filter(({ excluded }) => !excluded).map((one) => one.name);
      expect(open.sort()).toEqual([...expected.notLookedInto].sort());
    }
    if (expected.unknownValues) {
      expect(unknownValues.map((one) => one.name).sort()).toEqual(
        [...expected.unknownValues].sort(),
      );
    }
    for (const part of expected.copies ?? []) expect(placesText(copies)).toContain(part);
    for (const part of expected.otherTables ?? []) {
      expect(placesText(model.otherTables)).toContain(part);
    }
    for (const part of expected.notes ?? []) expect(model.notes.join('\n')).toContain(part);
  });

  it('is one of at least forty, each for a different feature', () => {
    expect(readdirSync(corpus).length).toBeGreaterThan(40);
  });
});
