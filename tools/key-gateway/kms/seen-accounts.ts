/** The accounts that requests named: an emulator does not list its accounts. */
export type SeenAccounts = {
  note(account: string | undefined): void;
  /** Notes every account that the ARNs in a text name. */
  noteAllIn(text: string): void;
  all(): readonly string[];
};

const MAX_ACCOUNTS = 200;
const IN_ARN = /arn:[a-z-]+:[a-z0-9-]+:[a-z0-9-]*:(\d{12}):/g;

/** An empty list of accounts. */
export function seenAccounts(): SeenAccounts {
  const known = new Set<string>();
  const note = (account: string | undefined): void => {
    if (account !== undefined && known.size < MAX_ACCOUNTS) known.add(account);
  };
  return {
    note,
    noteAllIn(text) {
      for (const [, account] of text.matchAll(IN_ARN)) note(account);
    },
    all: () => [...known],
  };
}
