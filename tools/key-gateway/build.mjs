// Compiles the package into dist/: JavaScript for Node.js 20, and declarations. `npm pack` runs it.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const folder = fileURLToPath(new URL('.', import.meta.url));
const { dependencies } = JSON.parse(readFileSync(`${folder}package.json`, 'utf8'));

rmSync(`${folder}dist`, { recursive: true, force: true });
await build({
  absWorkingDir: folder,
  entryPoints: ['index.ts', 'cli.ts'],
  outdir: 'dist',
  bundle: true,
  // Showing events needs no SDK: each command loads its own part.
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  conditions: ['source'],
  // Sibling packages are not published, so they are part of the bundle.
  external: Object.keys(dependencies),
  logLevel: 'warning',
});
const typescript = createRequire(import.meta.url).resolve('typescript/package.json');
const tsc = fileURLToPath(new URL('bin/tsc', `file://${typescript}`));
const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], {
  cwd: folder,
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
