import type { UnknownValue } from '../report/access-model.ts';
import { hole, holesIn } from '../unknown-text.ts';
import type { Json } from './json-value.ts';

/** Values that the user gives by name, because the template does not contain them. */
export type GivenValues = Readonly<Record<string, Json>>;

/** Records every unknown value of the resolver, with its cause. */
export interface UnknownValues {
  /**
   * Returns the value that was given under the key, or a hole with this key.
   * @param why the cause: `export NAME of another stack`.
   * @param give the option that gives the value; `--value KEY=VALUE` when left out, `null` when
   * nothing can give it.
   */
  value(key: string, why: string, give?: string | null): Json;
  /** Returns a hole that has the causes of the holes in other values. */
  derived(key: string, from: Json): string;
  /** Returns the causes of the holes in a text, each once. */
  causesIn(text: string): readonly UnknownValue[];
}

/**
 * Returns a registry of unknown values.
 * @param given values by key.
 * @param prefix of all keys, because a nested stack has separate resource names.
 * @param imports returns what another stack exports under a name.
 * @param askedFor receives the keys of all requested values, given or not.
 */
export function unknownValues(
  given: GivenValues = {},
  prefix = '',
  imports: (name: string) => Json | undefined = () => undefined,
  askedFor: Set<string> = new Set(),
): UnknownValues {
  const known = new Map<string, readonly UnknownValue[]>();
  const causesIn = (text: string) => [
    ...new Set([...new Set(holesIn(text))].flatMap((key) => known.get(key) ?? [])),
  ];
  return {
    causesIn,
    derived(own, from) {
      const key = prefix + own;
      const causes = causesIn(JSON.stringify(from));
      if (!known.has(key)) known.set(key, causes);
      return hole(key);
    },
    value(own, why, give) {
      const key = isShared(own) ? own : prefix + own;
      if (give !== null) askedFor.add(key);
      const [, exported] = /^import:(.*)$/s.exec(key) ?? [];
      const found =
        (Object.hasOwn(given, key) ? given[key] : undefined) ??
        (exported === undefined ? undefined : imports(exported));
      if (found !== undefined) return found;
      const option = give === undefined ? `--value '${key}=VALUE'` : give;
      known.set(key, [{ name: `<${key}>`, why, ...(option === null ? {} : { give: option }) }]);
      return hole(key);
    },
  };
}

/** Values of the account, which are the same in every stack. */
const isShared = (key: string): boolean =>
  /^(alias\/|import:|ssm:|resolve:|policy:|role:|user:|group:|arn:)/.test(key);
