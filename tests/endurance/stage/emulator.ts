import { readFile } from 'node:fs/promises';
import { type EmulatorOptions, startEmulator } from '../../../local/emulator/emulator.ts';

/** Services whose state the emulator tried to save and could not: it keeps the one before. */
export type Unsaved = readonly string[];

/** An emulator that can be killed, and comes back at the same address with what it had saved. */
export type MortalEmulator = {
  url: string;
  pid(): number;
  /**
   * Ends it as a person would. It saves its state, and that only then, one service after another.
   */
  end(): Promise<Unsaved>;
  /** Ends it and the functions it runs at once. What was not saved is lost. */
  kill(): Promise<Unsaved>;
  startAgain(): Promise<void>;
  stop(): Promise<void>;
};

/** What the emulator writes when it could not save a service: it was changed at that moment. */
const UNSAVED = /Persistence: (?:failed to save|error getting state for) (\w+)/g;

/** Starts one whose state lies in a folder. */
export async function startMortalEmulator(
  options: EmulatorOptions,
  state: string,
): Promise<MortalEmulator> {
  const env = { ...options.env, PERSIST_STATE: '1', STATE_DIR: state };
  let emulator = await startEmulator({ ...options, env });
  const { url, port } = emulator;
  const ended = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<Unsaved> => {
    // The emulator heads a group of its own; the functions it runs are in it.
    process.kill(signal === 'SIGKILL' ? -emulator.pid : emulator.pid, signal);
    await emulator.ended;
    const log = await readFile(emulator.logFile, 'utf8');
    await emulator.stop();
    return [...log.matchAll(UNSAVED)].flatMap(([, service]) => service ?? []);
  };
  return {
    url,
    pid: () => emulator.pid,
    end: () => ended('SIGTERM'),
    kill: () => ended('SIGKILL'),
    async startAgain() {
      emulator = await startEmulator({ ...options, env, port });
    },
    stop: () => emulator.stop(),
  };
}
