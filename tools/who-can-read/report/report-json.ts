import { type Unread, unreadOf, upperBound } from '../account/partial-knowledge.ts';
import { type ReadPath, readPathNames } from '../read-paths/read-paths.ts';
import type { WorkflowStateMachine } from './access-model.ts';
import type { Comparison } from './compare-reports.ts';
import type { Finding } from './finding.ts';
import type { Report, Row } from './report.ts';

/** Version of the JSON report; `schema.json` describes its form. */
export const SCHEMA_VERSION = 2;

/** Returns the JSON report; `schema.json` describes its form. */
export function reportJson({ model, rows }: Report, comparison?: Comparison) {
  const { stateMachine, account, region, partition, activities } = model;
  const { logGroups, tables, unread, notes } = model;
  return {
    schemaVersion: SCHEMA_VERSION,
    ...{ partition, region, account },
    stateMachine: { arn: stateMachine.arn, name: stateMachine.name, type: stateMachine.type },
    key: keyJson(stateMachine.key),
    activities: activities.map(({ arn, name, key }) => ({ arn, name, key: keyJson(key) })),
    logGroups: logGroups.map(({ arn, keyArn, carriesData }) => ({
      arn,
      ...(keyArn === undefined ? {} : { keyArn }),
      carriesData,
    })),
    tables: tables.map((table) => upperBound(table).arn),
    principals: rows.map(rowJson),
    unread: unread.map((one): Unread => one),
    notLookedInto: model.notLookedInto ?? [],
    unknownValues: model.unknownValues ?? [],
    copies: model.copies ?? [],
    otherTables: model.otherTables ?? [],
    notes,
    ...(comparison ? { comparison } : {}),
  };
}

function keyJson(key: WorkflowStateMachine['key']) {
  if (!key) return null;
  const { arn, state, stateUnknown } = upperBound(key);
  return { arn, state: stateUnknown ? 'unknown' : state, unread: unreadOf(key) };
}

function rowJson({ subject, findings, escalation }: Row) {
  const answers = readPathNames.map(
    (name): readonly [ReadPath, object] => [name, findingJson(findings[name])] as const,
  );
  return {
    id: subject.id,
    name: subject.name,
    ...(subject.logicalId === undefined ? {} : { logicalId: subject.logicalId }),
    kind: upperBound(subject.caller).principal.kind,
    origin: subject.origin,
    ...(subject.mayExist?.length ? { mayExist: subject.mayExist } : {}),
    unread: unreadOf(subject.caller),
    ...Object.fromEntries(answers),
    escalation: escalation
      ? {
          answer: escalation.answer,
          steps: escalation.steps,
          ...(escalation.dependsOn ? { dependsOn: escalation.dependsOn } : {}),
        }
      : { answer: 'no', steps: [] },
  };
}

function findingJson({ answer, reason, by }: Finding) {
  return { answer, reason, by };
}
