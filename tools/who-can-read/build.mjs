// Compiles the package into dist/: JavaScript for Node.js 20, and declarations. `npm pack` runs it.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const folder = fileURLToPath(new URL('.', import.meta.url));
const { dependencies } = JSON.parse(readFileSync(`${folder}package.json`, 'utf8'));
/** Packages that become part of the bundle: one file starts faster than their many. */
const bundled = ['commander', 'smol-toml', 'yaml'];

rmSync(`${folder}dist`, { recursive: true, force: true });
await build({
  absWorkingDir: folder,
  entryPoints: ['index.ts', 'cli.ts'],
  outdir: 'dist',
  bundle: true,
  // Reading an account takes the SDK, and a template does not: each loads its own part.
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  conditions: ['source'],
  // commander calls `require` for modules of Node.js.
  banner: {
    js: "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);",
  },
  // Sibling packages are not published, so they are part of the bundle.
  external: Object.keys(dependencies),
  logLevel: 'warning',
});

const nodeModules = createRequire(import.meta.url);
const licenses = bundled.map((name) => {
  const place = nodeModules.resolve.paths(name).map((one) => `${one}/${name}`);
  const text = place.map(readLicense).find((one) => one !== undefined);
  if (text === undefined) throw new Error(`${name} has no LICENSE file`);
  return `${name}\n\n${text}`;
});
writeFileSync(`${folder}dist/THIRD-PARTY-LICENSES.txt`, licenses.join('\n----\n\n'));

/** Returns the text of the license of a package; undefined where it is not in this folder. */
function readLicense(place) {
  try {
    return readFileSync(`${place}/LICENSE`, 'utf8');
  } catch {
    return undefined;
  }
}

const typescript = createRequire(import.meta.url).resolve('typescript/package.json');
const tsc = fileURLToPath(new URL('bin/tsc', `file://${typescript}`));
const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], {
  cwd: folder,
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
