import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const root = new URL('../../', import.meta.url);
const folders = ['report', 'template', 'command'];
const files = folders.flatMap((folder) =>
  readdirSync(new URL(`${folder}/`, root), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${folder}/${file}`),
);
/** Type imports do not exist when the program runs. */
const VALUE_IMPORT = /import (?!type )[^;]*? from '([^']+)'/g;

/** Returns the packages that a file imports, directly or through its imports. */
function packagesOf(file: URL, seen = new Set<string>()): readonly string[] {
  if (seen.has(file.href)) return [];
  seen.add(file.href);
  return [...readFileSync(file, 'utf8').matchAll(VALUE_IMPORT)].flatMap(([, from = '']) =>
    from.startsWith('.') ? packagesOf(new URL(from, file), seen) : [from],
  );
}

describe('the report', () => {
  it.each(files)(
    '%s does not use the AWS SDK, the clock, randomness, the network or the environment',
    (file) => {
      const url = new URL(file, root);

      expect(packagesOf(url).filter((name) => name.startsWith('@aws-sdk/'))).toEqual([]);
      expect(readFileSync(url, 'utf8')).not.toMatch(
        /new Date\(\)|Date\.now|Math\.random|process\.|fetch\(|console\./,
      );
    },
  );

  it('has files to check', () => {
    expect(files.length).toBeGreaterThan(40);
  });
});
