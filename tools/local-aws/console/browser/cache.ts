/** A result that the page asks for again now and then. */
export type Loaded<T> =
  | { readonly state: 'loading' }
  /** `fresh`: it answers the last question, and not an earlier one. */
  | { readonly state: 'loaded'; readonly value: T; readonly fresh: boolean }
  | { readonly state: 'broken'; readonly message: string };

type Entry = { version: string; asked: number; loaded: Loaded<unknown> };

/**
 * Keeps answers, and shows the last one while the next one is loading, so that nothing flickers. An
 * answer that arrives after a later question is dropped.
 */
export type Cache = {
  /**
   * @param key names the question. A question of one key is always answered in one type.
   * @param version a new one asks again.
   */
  get<T>(key: string, version: string, ask: () => Promise<T>): Loaded<T>;
  /** Asks everything again at the next look. */
  forget(): void;
};

/** @param changed is called when an answer is there. */
export function cache(changed: () => void): Cache {
  const entries = new Map<string, Entry>();
  let epoch = 0;
  return {
    get<T>(key: string, version: string, ask: () => Promise<T>): Loaded<T> {
      const wanted = `${epoch} ${version}`;
      const entry = entries.get(key) ?? { version: '', asked: 0, loaded: { state: 'loading' } };
      entries.set(key, entry);
      if (entry.version !== wanted) {
        if (entry.loaded.state === 'loaded') entry.loaded = { ...entry.loaded, fresh: false };
        entry.version = wanted;
        entry.asked += 1;
        const turn = entry.asked;
        const settle = (loaded: Loaded<unknown>): void => {
          if (entry.asked !== turn) return;
          entry.loaded = loaded;
          changed();
        };
        ask().then(
          (value) => settle({ state: 'loaded', value, fresh: true }),
          (error: unknown) => settle({ state: 'broken', message: wordsOf(error) }),
        );
      }
      // By the rule for keys, the entry of this key is a T.
      return entry.loaded as Loaded<T>;
    },
    forget() {
      epoch += 1;
    },
  };
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : `${error}`);
