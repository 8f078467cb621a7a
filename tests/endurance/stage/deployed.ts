import { copyFile, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CleanUp } from '../../../local/process/clean-up.ts';
import { build, deploy, type Sam } from '../../../local/stack/sam.ts';

const FAULTY_SAVE = fileURLToPath(new URL('faulty-save.cjs', import.meta.url));

/**
 * Builds the application and deploys it with a `save` that asks the desk what is to go wrong. It is
 * put into this process's own copy of the build: `functions/` knows nothing of it.
 */
export async function deployFaulty(
  sam: Sam,
  stackName: string,
  deskUrl: string,
  auditorRoleArn: string,
  cleanUp: CleanUp,
): Promise<void> {
  const built = await build(sam);
  cleanUp.add('the copy of the build', built.remove);
  const folder = join(dirname(built.template), 'SaveFunction');
  if (!(await readdir(folder)).includes('handler.js')) {
    throw new Error('The build of save is not where it was.');
  }
  await rename(join(folder, 'handler.js'), join(folder, 'save.js'));
  await copyFile(FAULTY_SAVE, join(folder, 'handler.js'));
  await writeFile(join(folder, 'desk.json'), JSON.stringify({ url: deskUrl }));
  await requireOwnFolder(built.template);
  await deploy(sam, built.template, stackName, { AuditorRoleArn: auditorRoleArn });
}

/** The SAM CLI shares one folder among functions whose code is the same; then all would be faulty. */
async function requireOwnFolder(template: string): Promise<void> {
  const uses = (await readFile(template, 'utf8')).match(/CodeUri: SaveFunction$/gm) ?? [];
  if (uses.length !== 1) throw new Error('Not save alone runs what was built for save.');
}
