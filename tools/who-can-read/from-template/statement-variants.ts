import { alternativesOf, isNoValue } from '../template/either.ts';
import { isObject, type Json, type JsonObject } from '../template/json-value.ts';
import { hole } from '../unknown-text.ts';

/** One form that a statement can have once its template is deployed. */
export interface StatementVariant {
  readonly json: Json;
  /** Unknown values on which this form depends; empty: the statement has this form. */
  readonly mayExist: readonly string[];
  /** Position of the statement in the document, as written. */
  readonly index: number;
  readonly sid?: string;
}

/** A statement with more forms than this is completely unknown. */
const MOST = 32;

class TooManyForms extends Error {}

/**
 * Returns the forms that a statement can have. A value that depends on an unknown condition adds a form
 * for each branch. If one value of an element is enough, a value that might exist gets a separate form,
 * so that the certain values stay certain. A statement with too many forms is a hole.
 */
export function statementVariants(
  json: Json,
  mayExist: readonly string[],
  index: number,
): readonly StatementVariant[] {
  if (!isObject(json)) return [{ json, mayExist, index }];
  const sid = typeof json['Sid'] === 'string' ? json['Sid'] : undefined;
  const { Sid: _, ...rest } = json;
  const found = orUndefined(() => formsOf(rest, mayExist)) ?? [
    { json: hole('a statement with many conditions'), mayExist },
  ];
  // Sids are unique in a document, and forms of one statement share theirs.
  return found.map(({ json: form, mayExist: why }, at) => ({
    json: sid !== undefined && at === 0 && isObject(form) ? { Sid: sid, ...form } : form,
    mayExist: why,
    index,
    ...(sid === undefined ? {} : { sid }),
  }));
}

function orUndefined<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof TooManyForms) return undefined;
    throw error;
  }
}

function formsOf(rest: JsonObject, mayExist: readonly string[]) {
  const forms = ['Action', 'Resource'].reduce<readonly JsonObject[]>(
    (all, name) => all.flatMap((one) => separated(one, name)),
    [rest],
  );
  const found = forms.flatMap((form) => {
    const { [OPTIONAL]: optional, ...own } = form;
    const why = optional === undefined ? [] : [String(optional)];
    return expanded(own).map(({ value, mayExist: below }) => ({
      json: value,
      mayExist: [...mayExist, ...why, ...below],
    }));
  });
  return found;
}

/** Marks a form that exists only if a value exists. No element of a statement has this name. */
const OPTIONAL = '\uFDD0optional';

/** Moves the values of an element that might exist into separate forms. */
function separated(form: JsonObject, name: string): readonly JsonObject[] {
  const value = form[name];
  if (!Array.isArray(value) || form[OPTIONAL] !== undefined) return [form];
  const all = value.flatMap((one: Json) => alternativesOf(one));
  const sure = all.filter(({ mayExist }) => mayExist.length === 0).map((one) => one.value);
  const open = all.filter(({ mayExist }) => mayExist.length > 0);
  if (open.length === 0) return [form];
  return [
    ...(sure.length > 0 ? [{ ...form, [name]: sure }] : []),
    ...open.map((one) => ({ ...form, [name]: one.value, [OPTIONAL]: one.mayExist.join(', ') })),
  ];
}

interface Form {
  readonly value: Json;
  readonly mayExist: readonly string[];
}

/** Returns all combinations of the branches in a value. */
function expanded(value: Json): readonly Form[] {
  return alternativesOf(value).flatMap(({ value: one, mayExist }) => {
    if (Array.isArray(one))
      return combined(
        one.map((item: Json, at) => [String(at), item] as const),
        mayExist,
        true,
      );
    if (isObject(one)) return combined(Object.entries(one), mayExist, false);
    return [{ value: one, mayExist }];
  });
}

function combined(
  entries: readonly (readonly [string, Json])[],
  mayExist: readonly string[],
  isList: boolean,
): readonly Form[] {
  let forms: readonly {
    readonly entries: readonly (readonly [string, Json])[];
    readonly mayExist: readonly string[];
  }[] = [{ entries: [], mayExist }];
  for (const [name, one] of entries) {
    const found: readonly Form[] = [...expanded(one), ...(canBeAbsent(one) ? [ABSENT] : [])];
    forms = forms.flatMap((form) =>
      found.map((option) => ({
        entries:
          option === ABSENT ? form.entries : [...form.entries, [name, option.value] as const],
        mayExist: [...form.mayExist, ...option.mayExist],
      })),
    );
    if (forms.length > MOST) throw new TooManyForms();
  }
  return forms.map((form) => ({
    value: isList ? form.entries.map(([, one]) => one) : Object.fromEntries(form.entries),
    mayExist: form.mayExist,
  }));
}

const ABSENT: Form = { value: null, mayExist: ['an unknown condition'] };

/** Returns whether a branch removes the value. */
function canBeAbsent(value: Json): boolean {
  if (!isObject(value) || !Array.isArray(value['Fn::If'])) return false;
  return value['Fn::If'].slice(1).some((one: Json) => isNoValue(one) || canBeAbsent(one));
}
