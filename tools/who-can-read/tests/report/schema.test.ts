import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { compare } from '../../report/compare-reports.ts';
import { report } from '../../report/report.ts';
import { reportJson, SCHEMA_VERSION } from '../../report/report-json.ts';
import { accessModel, auditor, underForeignKey } from '../proof/access-models.ts';
import { approval } from '../proof/examples.ts';

const schema = JSON.parse(
  readFileSync(new URL('../../report/schema.json', import.meta.url), 'utf8'),
);
const validate = new Ajv({ allErrors: true, strict: true }).compile(schema);
/** The report, written as JSON and parsed again. */
const written = (json: object): unknown => JSON.parse(JSON.stringify(json));

const reports = [
  ['the template', reportJson(report(accessModel()))],
  [
    'the template, compared',
    reportJson(report(accessModel()), compare(report(accessModel()), { readers: [] })),
  ],
  ['an auditor', reportJson(report(accessModel({ AuditorRoleArn: auditor })))],
  ['a key that the caller cannot describe', reportJson(report(underForeignKey(false)))],
  ['an activity', reportJson(report(approval.accessModel()))],
  ['an AWS owned key', reportJson(report(withoutKey()))],
] as const;

function withoutKey() {
  const given = accessModel();
  const { key: _, ...stateMachine } = given.stateMachine;
  return { ...given, stateMachine };
}

describe('the JSON report', () => {
  it.each(reports)('on %s matches the schema', (_, json) => {
    validate(written(json));

    expect(validate.errors ?? []).toEqual([]);
  });

  it('has the version of the schema', () => {
    expect(schema.definitions.report.properties.schemaVersion.const).toBe(SCHEMA_VERSION);
  });

  it.each(['workflow', 'activity', 'escalation', 'unread', 'id'])(
    'must have %s of each principal',
    (name) => {
      const json: unknown = written(reports[0][1]);
      const principals = Object(json).principals;
      delete principals[0][name];

      expect(validate(json)).toBe(false);
    },
  );

  it('has only properties of the schema', () => {
    expect(validate({ ...Object(written(reports[0][1])), more: 1 })).toBe(false);
  });
});
