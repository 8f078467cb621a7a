import type { StackFacts } from '../account/index.ts';
import {
  knowledge,
  type PartialKnowledge,
  unreadOf,
  upperBound,
} from '../account/partial-knowledge.ts';
import { parseArn } from '../arn.ts';
import type { OtherTable } from '../read-paths/copy-readers.ts';
import type { Subject, Table } from '../report/access-model.ts';
import type { Definition } from '../step-functions/definition.ts';
import { tableUseOf } from '../step-functions/table-use.ts';

/** The tables of the workflow, and notes about the choice. */
export interface StackTables {
  readonly tables: readonly PartialKnowledge<Table>[];
  readonly others: readonly OtherTable[];
  readonly notes: readonly string[];
}

/**
 * Returns the tables that are the workflow's by `tableUseOf`. If that is unknown for a table, it counts as
 * the workflow's, and a note says why. A replica is the workflow's if its table is.
 * @param definition the facts in it, or why it is unknown.
 */
export function stackTables(
  facts: StackFacts,
  definition: Definition | string,
  subjects: readonly Subject[],
): StackTables {
  const callers = new Map(subjects.map(({ id, caller }) => [id, caller]));
  const functions = (facts.functions ?? []).map(({ arn, name, roleArn }) => ({
    arn,
    ref: name,
    caller: roleArn === undefined ? undefined : callers.get(roleArn),
  }));
  const useOf = tableUseOf(typeof definition === 'string' ? undefined : definition, functions);
  const all = facts.tables.map((one) => {
    const { name, arn } = upperBound(one.table);
    const { uses, why = '' } = useOf({ name: tableName(arn), arn: inRegion(arn, facts.region) });
    return { one, name, uses, why: typeof definition === 'string' ? definition : why };
  });
  const others = all.filter(({ uses }) => uses === 'no');
  const names = [...new Set(others.map(({ name }) => name))];
  return {
    others: names.flatMap((name) => {
      const [first, ...rest] = others.filter((one) => one.name === name);
      if (!first) return [];
      return [{ name, tables: [tableOf(first.one), ...rest.map(({ one }) => tableOf(one))] }];
    }),
    tables: all.filter(({ uses }) => uses !== 'no').map(({ one }) => tableOf(one)),
    notes: all.flatMap((one) => (one.uses === 'unknown' ? [noteOn(one)] : [])),
  };
}

const noteOn = ({ name, why }: { readonly name: string; readonly why: string }): string =>
  `Whether the workflow uses table ${name} is unknown, so it counts as the workflow's: ${why}.`;

const tableName = (arn: string): string => parseArn(arn).resource.replace('table/', '');
const inRegion = (arn: string, region: string): string =>
  arn.replace(`:${parseArn(arn).region}:`, `:${region}:`);

function tableOf({ table, key }: StackFacts['tables'][number]): PartialKnowledge<Table> {
  const { arn, name, resourcePolicy, indexed, streamed } = upperBound(table);
  const found: Table = {
    ...{ arn, name, indexed, streamed },
    ...(key ? { key } : {}),
    ...(resourcePolicy ? { resourcePolicy } : {}),
  };
  return knowledge(found, unreadOf(table));
}
