import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const root = new URL('../', import.meta.url);
const folders = ['context', 'decision', 'kms', 'policy', 'principal', 'step-functions'];
const files = folders.flatMap((folder) =>
  readdirSync(new URL(`${folder}/`, root), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${folder}/${file}`),
);

describe('the library', () => {
  it.each(files)(
    '%s does not use packages, the clock, randomness, the network or the environment',
    (file) => {
      const source = readFileSync(new URL(file, root), 'utf8');
      const imported = [...source.matchAll(/from '([^']+)'/g)].map(([, name]) => name ?? '');

      // From node:net, only the address arithmetic is allowed.
      expect(imported.filter((name) => !name.startsWith('.'))).toEqual(
        source.includes('BlockList') ? ['node:net'] : [],
      );
      expect(source).not.toMatch(/new Date\(\)|Date\.now|Math\.random|process\.|fetch\(|console\./);
    },
  );

  it('has files to check', () => {
    expect(files.length).toBeGreaterThan(50);
  });
});
