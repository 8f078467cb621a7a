import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Problem } from '../problem.ts';
import { readWorkshop, type Workshop } from '../read-workshop.ts';
import { check } from '../run/check.ts';
import { startSession } from '../run/session.ts';

/** The first line of the body of a tiny page. */
export const BODY_LINE = 8;

const FRONT = '---\nstate: ready\nminutes: 1\n---\n';
const ENDING =
  '\n## Your turn\n\n**Predict:** What?\n\n<details>\n<summary>Hint</summary>\n\nLook.\n\n</details>\n\n```sh manual="it is a test"\nnpm run workshop -- verify --page page\n```\n\n## Question\n\nWhy?\n\n<details>\n\nBecause.\n\n</details>\n';

/** Returns a page that is correct except for its body. */
export const tinyPage = (body: string): string => `${FRONT}\n# A page\n\n${body}\n${ENDING}`;

/** A repository with a workshop. Its pages are named. */
export type Tiny = {
  readonly root: string;
  read(): Promise<Workshop>;
  /** Runs its pages in plain shells, in the order of their names. */
  run(): Promise<readonly Problem[]>;
  remove(): Promise<void>;
};

/** @param files further files, by path. */
export async function tinyWorkshop(
  pages: Readonly<Record<string, string>>,
  files: Readonly<Record<string, string>> = {},
): Promise<Tiny> {
  const root = await mkdtemp(join(tmpdir(), 'workshop-'));
  const all = {
    'workshop/states/ready.sh': 'echo ready\n',
    'workshop/states/out-of-reach.sh': 'echo "cannot go there"; exit 3\n',
    ...files,
    ...Object.fromEntries(
      Object.entries(pages).map(([n, text]) => [`workshop/pages/${n}.md`, text]),
    ),
  };
  for (const [path, text] of Object.entries(all)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  const open = () =>
    startSession({ command: ['bash'], cwd: root, env: process.env }, join(root, 'sessions'));
  return {
    root,
    read: () => readWorkshop(root),
    run: async () => {
      const { pages } = await readWorkshop(root);
      const create = async () => ({ root, open, stop: async () => {} });
      const quiet = { begins: () => {}, ends: () => {} };
      return check(pages, create, quiet, { jobs: 1, alone: false });
    },
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

const TICKS = '```';

/** A fence. */
export const fence = (info: string, content: string): string =>
  `${TICKS}${info}\n${content}\n${TICKS}`;

/** Commands as the profile "tester". */
export const commands = (keys: string, content: string): string =>
  fence(`sh run=tester ${keys}`, `export AWS_PROFILE=tester\n${content}`);

/** A command that fails as the AWS CLI does. */
export const denied = (error: string): string =>
  `{ echo "An error occurred (${error}) when calling the Try operation: no" >&2; (exit 254); }`;
