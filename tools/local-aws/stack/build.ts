import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { withLock } from 'helpers/lock';
import { PATHS } from 'helpers/project-paths';
import { type RunOptions, run } from 'helpers/run-program';
import { parse } from 'yaml';
import { fingerprintOfSources } from './sources.ts';

/** How to call the SAM CLI: its path, and the environment that says where AWS is and who calls. */
export type Sam = { sam: string } & Omit<RunOptions, 'cwd'>;

export type Build = {
  template: string;
  /** Whether it was built before, from the same sources. */
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
 * `sam build`, unless what it made the last time is there and no source has changed since, and a copy
 * of the result for this process alone, so that another may build while this one deploys.
 *
 * It builds where a person builds: the SAM CLI forgets what it built elsewhere, and either would make
 * the other begin from nothing.
 */
export async function build({ sam, ...options }: Sam, paths: BuildPaths = PATHS): Promise<Build> {
  await mkdir(paths.local, { recursive: true });
  // Beside the build folder, since the built template names the workflow's file relative to itself.
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

/** Sources, and when what lies in the build folder was built, be it by us or by a person. */
async function stampOf(sources: string, paths: BuildPaths): Promise<string | undefined> {
  const built = await stat(join(paths.build, TEMPLATE), { bigint: true }).catch(() => undefined);
  return built && `${sources} ${built.mtimeNs}`;
}

const asJson = (template: string): string => join(dirname(template), 'template.json');

/**
 * Writes a built template as JSON beside it. The SAM CLI reads the template seven times when it
 * deploys, and YAML takes it most of a second in all.
 */
async function writeAsJson(template: string): Promise<void> {
  const text = await readFile(template, 'utf8');
  // As the SAM CLI reads it (https://yaml.org/spec/1.1/).
  await writeFile(asJson(template), JSON.stringify(parse(text, { version: '1.1' })));
}

/** The template that the SAM CLI reads fastest: the same as JSON, where it lies beside. */
export const jsonTemplate = (template: string): string =>
  existsSync(asJson(template)) ? asJson(template) : template;
