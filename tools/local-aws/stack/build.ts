import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { withLock } from 'helpers/lock';
import { PATHS } from 'helpers/project-paths';
import { type RunOptions, run } from 'helpers/run-program';
import { parse } from 'yaml';
import { fingerprintOfSources } from './sources.ts';

/** How to call the SAM CLI: its path, and an environment with endpoint and credentials. */
export type Sam = { sam: string } & Omit<RunOptions, 'cwd'>;

export type Build = {
  template: string;
  /** Whether an earlier build from the same sources was used. */
  reused: boolean;
  remove(): Promise<void>;
};

/** The folders of a build (default: those of this clone). */
export type BuildPaths = Pick<
  typeof PATHS,
  'root' | 'template' | 'local' | 'build' | 'buildStamp' | 'samConfig'
>;

const TEMPLATE = 'template.yaml';

/**
 * Runs `sam build`, unless its last result exists and no source has changed. Then it makes a copy
 * of the result for this process, so that another process can build while this one deploys.
 *
 * It builds in the default folder, because the SAM CLI keeps its incremental state for one folder only.
 */
export async function build({ sam, ...options }: Sam, paths: BuildPaths = PATHS): Promise<Build> {
  await mkdir(paths.local, { recursive: true });
  // Beside the build folder, because the built template has a relative path to the workflow's file.
  const copy = `${paths.build}-${process.pid}-${randomUUID()}`;
  const work = async (): Promise<boolean> => {
    const sources = await fingerprintOfSources(paths.root);
    const reused = (await readStamp(paths)) === (await stampOf(sources, paths));
    if (!reused) {
      const args = ['build', '--config-file', paths.samConfig, '--template', paths.template];
      await run(sam, args, { ...options, cwd: paths.root });
      await writeFile(paths.buildStamp, String(await stampOf(sources, paths)));
    }
    await cp(paths.build, copy, { recursive: true });
    return reused;
  };
  const reused = await withLock(`${paths.build}.lock`, work, options.signal);
  const template = join(copy, TEMPLATE);
  await writeAsJson(template);
  return { template, reused, remove: () => rm(copy, { recursive: true, force: true }) };
}

const readStamp = ({ buildStamp }: BuildPaths): Promise<string> =>
  readFile(buildStamp, 'utf8').catch(() => 'none');

/** The sources, and the time of the build in the build folder. */
async function stampOf(sources: string, paths: BuildPaths): Promise<string | undefined> {
  const built = await stat(join(paths.build, TEMPLATE), { bigint: true }).catch(() => undefined);
  return built && `${sources} ${built.mtimeNs}`;
}

const asJson = (template: string): string => join(dirname(template), 'template.json');

/**
 * Writes a built template as JSON beside it. The SAM CLI reads the template seven times when it
 * deploys, and YAML would take most of a second in total.
 */
async function writeAsJson(template: string): Promise<void> {
  const text = await readFile(template, 'utf8');
  // As the SAM CLI reads it (https://yaml.org/spec/1.1/).
  await writeFile(asJson(template), JSON.stringify(parse(text, { version: '1.1' })));
}

/** Returns the template in the form that the SAM CLI reads fastest: JSON, if it exists. */
export const jsonTemplate = (template: string): string =>
  existsSync(asJson(template)) ? asJson(template) : template;
