const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** Undoes what was started, the latest first, once, also when a signal ends the program. */
export function undoing() {
  const undoings: (() => Promise<void>)[] = [];
  const run = async (): Promise<void> => {
    for (let undo = undoings.pop(); undo; undo = undoings.pop()) await undo();
  };
  for (const [name, code] of Object.entries(SIGNALS)) {
    process.once(name, () => void run().finally(() => process.exit(code)));
  }
  return { later: (undo: () => Promise<void>): void => void undoings.push(undo), run };
}
