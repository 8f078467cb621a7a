import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** How a shell is started so that its prompt shows the identity. */
export type ShellStart = {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
};

/**
 * Prepares a shell whose prompt begins with the identity, which is `AWS_PROFILE` at each moment. The
 * person's own start files are read first.
 *
 * @param shell path or name of the shell.
 * @param folder for start files.
 * @param bin folder with commands that must stay first on PATH.
 */
export async function shellWithPrompt(
  shell: string,
  folder: string,
  bin: string,
  env: NodeJS.ProcessEnv,
): Promise<ShellStart> {
  const own = join(folder, 'shell');
  await mkdir(own, { recursive: true });
  // A start file of the user can put another folder first.
  const path = `export PATH="$LOCAL_AWS_BIN:$PATH"`;
  const shared = { LOCAL_AWS_BIN: bin };
  switch (basename(shell)) {
    case 'bash': {
      const file = join(own, 'bashrc');
      const prompt = `PS1='[\${AWS_PROFILE}] '"\${PS1}"`;
      await writeFile(file, `[ -r ~/.bashrc ] && . ~/.bashrc\n${path}\n${prompt}\n`);
      return { args: ['--rcfile', file], env: shared };
    }
    case 'zsh': {
      const prompt = `setopt PROMPT_SUBST\nPROMPT='[\${AWS_PROFILE}] '"\${PROMPT}"`;
      const home = `ZDOTDIR="$LOCAL_AWS_ZDOTDIR"`;
      const start = `[ -r "$ZDOTDIR/.zshrc" ] && . "$ZDOTDIR/.zshrc"`;
      await writeFile(join(own, '.zshrc'), `${home}\n${start}\n${path}\n${prompt}\n`);
      return {
        args: [],
        env: {
          ...shared,
          ZDOTDIR: own,
          LOCAL_AWS_ZDOTDIR: env['ZDOTDIR'] ?? env['HOME'] ?? '/',
        },
      };
    }
    case 'fish': {
      const prompt = [
        'functions -c fish_prompt local_aws_prompt',
        "function fish_prompt; printf '[%s] ' $AWS_PROFILE; local_aws_prompt; end",
        'set -gx PATH $LOCAL_AWS_BIN $PATH',
      ];
      return { args: ['-C', prompt.join('; ')], env: shared };
    }
    default:
      return { args: [], env: { ...shared, PS1: '[$AWS_PROFILE] $ ' } };
  }
}
