import type { KmsCallView } from '../contract.ts';

/** Calls that differ in their time only. */
export type CallGroup = { readonly call: KmsCallView; readonly count: number };

/**
 * Puts calls together that follow each other and differ in their time only.
 *
 * @param calls the newest last.
 * @returns the groups, the newest first, each with its newest call.
 */
export function groupCalls(calls: readonly KmsCallView[]): readonly CallGroup[] {
  const groups: CallGroup[] = [];
  for (const call of calls) {
    const last = groups.at(-1);
    if (last && keyOf(last.call) === keyOf(call)) {
      groups.splice(-1, 1, { call, count: last.count + 1 });
    } else {
      groups.push({ call, count: 1 });
    }
  }
  return groups.reverse();
}

const keyOf = ({ id: _id, at: _at, ...rest }: KmsCallView): string => JSON.stringify(rest);
