import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execa } from 'execa';
import { PATHS } from 'helpers/project-paths';

const tools = join(PATHS.root, 'tools');
const { workspaces }: { workspaces: string[] } = JSON.parse(
  readFileSync(join(tools, 'package.json'), 'utf8'),
);

/** The imports of each package's own files, without its tests. */
const imports = new Map(
  workspaces.map((name) => [name, [...new Set(sourcesOf(name).flatMap(packagesIn))].toSorted()]),
);

function sourcesOf(name: string): string[] {
  return readdirSync(join(tools, name), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/\/(?:tests|dist|node_modules)\//.test(path.slice(tools.length)))
    .map((path) => readFileSync(path, 'utf8'));
}

function packagesIn(source: string): string[] {
  const names = [...source.matchAll(/(?:from|import\()\s*'([\w-]+)(?:\/[^']*)?'/g)];
  return names.map(([, name = '']) => name).filter((name) => workspaces.includes(name));
}

/** The arrows of the drawing in CONTRIBUTING.md. */
const drawing = readFileSync(join(PATHS.root, 'CONTRIBUTING.md'), 'utf8').split('```mermaid')[1];
const arrows = new Map(
  [...(drawing?.split('```')[0] ?? '').matchAll(/^ *([\w-]+) --> (.+)$/gm)].map(
    ([, from = '', to = '']) => [from, to.split(' & ').toSorted()],
  ),
);

describe('the drawing of the packages', () => {
  it.each(workspaces)('shows the imports of %s', (name) => {
    expect(arrows.get(name) ?? []).toEqual(imports.get(name));
  });

  it('shows no other package', () => {
    const drawn = [...arrows].flatMap(([from, to]) => [from, ...to]);
    expect([...new Set(drawn)].toSorted()).toEqual(workspaces.toSorted());
  });

  it('does not have a cycle', () => {
    const reached = (from: string, seen: ReadonlySet<string>): string[] =>
      (imports.get(from) ?? []).flatMap((to) =>
        seen.has(to) ? [to] : [to, ...reached(to, new Set([...seen, to]))],
      );
    for (const name of workspaces) expect(reached(name, new Set())).not.toContain(name);
  });
});

describe('the lint step', () => {
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lint-'));
    const config = JSON.parse(readFileSync(join(PATHS.root, 'biome.json'), 'utf8'));
    // The folder is not a clone, and has no schema.
    const { $schema: _schema, vcs: _vcs, ...rest } = config;
    await writeFile(join(folder, 'biome.json'), JSON.stringify(rest));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const write = async (path: string, source: string): Promise<void> => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), source);
  };
  const lint = async (path: string): Promise<string> => {
    const biome = join(tools, 'node_modules/@biomejs/biome/bin/biome');
    const { all } = await execa(process.execPath, [biome, 'lint', path], {
      cwd: folder,
      reject: false,
      all: true,
    });
    return all;
  };
  const importing = (name: string): string => `import { x } from '${name}';\nexport const y = x;\n`;

  it.each([
    ['helpers', 'who-can-read'],
    ['helpers', '../local-aws/local-aws.ts'],
    ['who-can-read', 'key-gateway'],
    ['who-can-read', 'local-aws/aws/cli'],
    ['key-gateway', 'local-aws/local-aws'],
    ['key-gateway', '../../local-aws/local-aws.ts'],
    ['local-aws', 'lab-runner/expect/pattern'],
    ['local-aws', 'test-fixtures/create-stack'],
    ['lab-runner', 'local-aws/local-aws'],
  ])('rejects an import in %s of %s', async (from, to) => {
    await write(`tools/${from}/wrong.ts`, importing(to));
    expect(await lint(`tools/${from}/wrong.ts`)).toContain('lint/style/noRestrictedImports');
  });

  it.each([
    ['who-can-read', 'helpers/errors'],
    ['key-gateway', 'who-can-read'],
    ['local-aws', 'key-gateway'],
    ['bench', 'local-aws/local-aws'],
    ['key-gateway/tests', 'test-fixtures/gateway-fixture'],
  ])('allows %s to import %s', async (from, to) => {
    await write(`tools/${from}/right.ts`, importing(to));
    const found = await lint(`tools/${from}/right.ts`);
    expect(found).toContain('Checked 1 file');
    expect(found).not.toContain('noRestrictedImports');
  });

  it('rejects an import cycle, also of types', async () => {
    await write(
      'tools/bench/one.ts',
      "import type { Two } from './two.ts';\nexport type One = Two;\n",
    );
    await write(
      'tools/bench/two.ts',
      "import type { One } from './one.ts';\nexport type Two = One;\n",
    );
    expect(await lint('tools/bench')).toContain('lint/suspicious/noImportCycles');
  });
});
