import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const root = new URL('../../', import.meta.url);
const folders = ['report', 'template', 'command'];
const files = folders.flatMap((folder) =>
  readdirSync(new URL(`${folder}/`, root), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${folder}/${file}`),
);
/** Types are gone when the program runs. */
const VALUE_IMPORT = /import (?!type )[^;]*? from '([^']+)'/g;

/** Packages that a file pulls in, itself or by what it imports. */
function packagesOf(file: URL, seen = new Set<string>()): readonly string[] {
  if (seen.has(file.href)) return [];
  seen.add(file.href);
  return [...readFileSync(file, 'utf8').matchAll(VALUE_IMPORT)].flatMap(([, from = '']) =>
    from.startsWith('.') ? packagesOf(new URL(from, file), seen) : [from],
  );
}

describe('the report', () => {
  it.each(files)(
    '%s pulls in no AWS SDK, and asks no clock, chance, network or environment',
    (file) => {
      const url = new URL(file, root);

      expect(packagesOf(url).filter((name) => name.startsWith('@aws-sdk/'))).toEqual([]);
      expect(readFileSync(url, 'utf8')).not.toMatch(
        /new Date\(\)|Date\.now|Math\.random|process\.|fetch\(|console\./,
      );
    },
  );

  it('has files to look at', () => {
    expect(files.length).toBeGreaterThan(40);
  });
});
