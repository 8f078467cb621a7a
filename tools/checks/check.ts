import type { Tools } from 'local-aws/tools/tools';

/** What a check gets. */
export type CheckContext = {
  tools: Tools;
  env: NodeJS.ProcessEnv;
  /** Whether `--all` was given. */
  all: boolean;
  /** Ends it when it aborts. */
  signal: AbortSignal;
  /** Takes each line that it prints. */
  write: (line: string) => void;
};

/** One thing that must hold before a change lands. */
export type Check = {
  name: string;
  /** Runs only with `--all`, or by its name. */
  onlyWithAll?: true;
  /** Returns why this machine cannot run it and what to install; undefined when it can. */
  skipped?: () => Promise<string | undefined>;
  /** Whether nothing else can run at the same time. */
  alone?: true;
  run: (context: CheckContext) => Promise<unknown>;
};
