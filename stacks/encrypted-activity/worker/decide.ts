/** What the worker reports. */
export type Decision =
  | { readonly approved: true }
  | { readonly approved: false; readonly error: string; readonly cause: string };

/** Only a plain yes is one. */
export function decide(answer: string): Decision {
  return /^y(es)?$/i.test(answer.trim())
    ? { approved: true }
    : { approved: false, error: 'TradeRejected', cause: 'The approver did not say yes.' };
}
