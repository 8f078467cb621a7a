import type { PolicyDocument } from '../policy/document.ts';
import { atMost } from '../read/reading.ts';
import { keysInUse } from './keys-in-use.ts';
import type { Situation } from './situation.ts';

/** Policies that say who comes to data: of keys, tables and roles. */
export function resourcePolicies({
  machine,
  activities,
  tables,
  subjects,
}: Pick<Situation, 'machine' | 'activities' | 'tables' | 'subjects'>): readonly PolicyDocument[] {
  return [
    ...keysInUse({ machine, activities }).map(({ key }) => atMost(key).policy),
    ...tables.flatMap((table) => atMost(table).resourcePolicy ?? []),
    ...subjects.flatMap(({ trustPolicy }) => (trustPolicy ? atMost(trustPolicy) : [])),
  ];
}
