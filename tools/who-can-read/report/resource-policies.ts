import { upperBound } from '../account/partial-knowledge.ts';
import type { PolicyDocument } from '../policy/policy-document.ts';
import type { AccessModel } from './access-model.ts';
import { keysInUse } from './keys-in-use.ts';

/** Returns the resource policies that give access to data: those of keys, tables and roles. */
export function resourcePolicies({
  stateMachine,
  activities,
  tables,
  subjects,
}: Pick<
  AccessModel,
  'stateMachine' | 'activities' | 'tables' | 'subjects'
>): readonly PolicyDocument[] {
  return [
    ...keysInUse({ stateMachine, activities }).map(({ key }) => upperBound(key).policy),
    ...tables.flatMap((table) => upperBound(table).resourcePolicy ?? []),
    ...subjects.flatMap(({ trustPolicy }) => (trustPolicy ? upperBound(trustPolicy) : [])),
  ];
}
