import { readFileSync } from 'node:fs';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import { pathToFileURL } from 'node:url';

const QUICK_JEST = new URL('./quick-jest.ts', import.meta.url).href;

/** Loads the modules of the repository again where one of them has changed. */
export type Reloader = {
  /** Returns the modules that import a module, directly or not, and the module itself. */
  dependents(url: string): ReadonlySet<string>;
  /** Makes the next imports of these modules load them again, with this text for the changed one. */
  change(url: string, source: string, reloaded: ReadonlySet<string>): void;
};

/**
 * Installs hooks that strip the types of the modules below a folder once, note which module imports
 * which, and load a module again only if it depends on the changed one. `@jest/globals` becomes
 * `quick-jest.ts`.
 *
 * @param folder the repository.
 */
export function reloadModules(folder: string): Reloader {
  const own = `${pathToFileURL(folder).href.replace(/\/$/, '')}/`;
  const importers = new Map<string, Set<string>>();
  const stripped = new Map<string, string>();
  let round = 0;
  let changed = { url: '', source: '' };
  let reloaded: ReadonlySet<string> = new Set();

  const isOwn = (url: string): boolean =>
    url.startsWith(own) &&
    /\.(?:ts|json)$/.test(url) &&
    !url.includes('/node_modules/') &&
    !url.includes('/checks/mutations/');

  registerHooks({
    resolve(specifier, context, nextResolve) {
      if (specifier === '@jest/globals') return { url: QUICK_JEST, shortCircuit: true };
      const found = nextResolve(specifier, context);
      if (!isOwn(found.url)) return found;
      const known = importers.get(found.url) ?? new Set();
      importers.set(found.url, known.add(pathOf(context.parentURL ?? '')));
      return reloaded.has(found.url) ? { ...found, url: `${found.url}?round=${round}` } : found;
    },
    load(url, context, nextLoad) {
      const path = pathOf(url);
      if (!isOwn(path) || !path.endsWith('.ts')) return nextLoad(url, context);
      const isChanged = path === changed.url && path !== url;
      const source = isChanged ? stripTypeScriptTypes(changed.source) : withoutTypes(path);
      return { format: 'module', source, shortCircuit: true };
    },
  });

  function withoutTypes(url: string): string {
    const known = stripped.get(url) ?? stripTypeScriptTypes(readFileSync(new URL(url), 'utf8'));
    stripped.set(url, known);
    return known;
  }

  return {
    dependents(url) {
      const found = new Set([url]);
      for (const one of found) for (const by of importers.get(one) ?? []) found.add(by);
      return found;
    },
    change(url, source, modules) {
      round += 1;
      changed = { url, source };
      reloaded = modules;
    },
  };
}

const pathOf = (url: string): string => url.split('?round=')[0] ?? url;
