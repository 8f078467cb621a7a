import { accessModelOfTemplate } from '../../from-template/model-of-template.ts';
import type { AccessModel } from '../../report/access-model.ts';
import { parseTemplate, resolveParsed, type StackLocation } from '../../template/index.ts';
import { type Json, type JsonObject, listAt, objectAt, toJson } from '../../template/json-value.ts';
import { place, templateText } from './access-models.ts';

/** A change to an object of a template. */
export type Change = (json: JsonObject) => JsonObject;

const original = parseTemplate(templateText);

/** Returns the model of the template after a change to it. */
export function mutated(change: Change, parameters: Readonly<Record<string, string>>): AccessModel {
  return mutatedTemplate(original, place, parameters, change);
}

/** Returns the model of any template after a change to it. */
export function mutatedTemplate(
  from: JsonObject,
  where: StackLocation,
  parameters: Readonly<Record<string, string>>,
  change: Change,
): AccessModel {
  const template = change(from);
  if (JSON.stringify(template) === JSON.stringify(from)) throw new Error('changes nothing');
  return accessModelOfTemplate(resolveParsed(template, where, parameters));
}

/** Changes the value at a path of names. */
function at(path: readonly string[], change: Change): Change {
  const [name, ...rest] = path;
  if (name === undefined) return change;
  return (json) => ({ ...json, [name]: at(rest, change)(objectAt(json[name], name)) });
}

/** Changes a resource's properties. */
export const resource = (id: string, change: Change): Change =>
  at(['Resources', id, 'Properties'], change);

const keyPolicy = (change: (statements: readonly Json[]) => readonly Json[], key: string): Change =>
  at(['Resources', key, 'Properties', 'KeyPolicy'], (policy) => ({
    ...policy,
    Statement: change(listAt(policy['Statement'], 'Statement')),
  }));

/** Changes one statement of the key policy. The auditor's statement is in an Fn::If. */
export function statement(sid: string, change: Change, key = 'StocksKmsKey'): Change {
  const inside = (json: Json): Json => {
    const one = objectAt(json, sid);
    const choice = one['Fn::If'];
    if (!choice) return one['Sid'] === sid ? change(one) : one;
    const [condition = '', yes = '', no = ''] = listAt(choice, 'Fn::If');
    return { 'Fn::If': [condition, inside(yes), no] };
  };
  return keyPolicy((statements) => statements.map(inside), key);
}

/** Adds a statement to the key policy. */
export const added = (json: JsonObject, key = 'StocksKmsKey'): Change =>
  keyPolicy((statements) => [...statements, { Sid: 'Added', Resource: '*', ...json }], key);

/** Sets a member; removes it if no value is given. */
export const set =
  (name: string, value?: Json): Change =>
  ({ [name]: _, ...rest }) =>
    value === undefined ? rest : { ...rest, [name]: value };

/** Adds actions to a statement. */
export const allow =
  (...actions: string[]): Change =>
  (one) => ({ ...one, Action: [one['Action'] ?? [], actions].flat() });

/** Replaces all occurrences of a text. */
export const replaced =
  (from: string, to: string): Change =>
  (json) =>
    objectAt(toJson(JSON.parse(JSON.stringify(json).replaceAll(from, to)), 'replaced'), 'replaced');

/** Removes one key from one operator of a statement's condition. */
export const without =
  (operator: string, key: string): Change =>
  (one) => {
    const condition = objectAt(one['Condition'], 'Condition');
    const left = set(key)(objectAt(condition[operator], operator));
    return {
      ...one,
      Condition: set(operator, Object.keys(left).length > 0 ? left : undefined)(condition),
    };
  };
