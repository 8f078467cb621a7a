import { upperBound } from '../account/partial-knowledge.ts';
import type { PolicyDocument } from '../policy/policy-document.ts';
import type { Situation } from './access-model.ts';
import { keysInUse } from './keys-in-use.ts';

/** Policies that say who comes to data: of keys, tables and roles. */
export function resourcePolicies({
  machine,
  activities,
  tables,
  subjects,
}: Pick<Situation, 'machine' | 'activities' | 'tables' | 'subjects'>): readonly PolicyDocument[] {
  return [
    ...keysInUse({ machine, activities }).map(({ key }) => upperBound(key).policy),
    ...tables.flatMap((table) => upperBound(table).resourcePolicy ?? []),
    ...subjects.flatMap(({ trustPolicy }) => (trustPolicy ? upperBound(trustPolicy) : [])),
  ];
}
