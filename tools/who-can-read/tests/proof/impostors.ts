import { upperBound } from '../../account/partial-knowledge.ts';
import { everything } from '../../policy/everything.ts';
import { principalFacts } from '../../principal/principal-facts.ts';
import type { AccessModel, Subject } from '../../report/access-model.ts';
import { otherAccount, samplePrincipal } from '../../report/principals.ts';

/** The name that the keys of the security account look for in a role that runs a workflow. */
const NAME = 'stock-trading-StockTradingStateMachineImpostor';

/**
 * The model with a role in the workflow's account, in the key's and in one outside, that is named
 * as execution roles are and that can do everything in its account: it is the policy of the key alone
 * that keeps them out.
 */
export function withImpostors(model: AccessModel, keyAccount: string): AccessModel {
  const accounts = [model.account, keyAccount, otherAccount(model)];
  const impostors = accounts.map((account): Subject => {
    const words = `an impostor in ${account}`;
    return samplePrincipal('role', NAME, words, account, model.partition, everything);
  });
  return { ...model, subjects: [...model.subjects, ...impostors] };
}

/** Returns the accounts of all principals of the model, except the workflow's. */
export function otherAccountsOf({ account, subjects }: AccessModel): readonly string[] {
  const all = subjects.flatMap(
    ({ caller }) => principalFacts(upperBound(caller).principal).account ?? [],
  );
  return [...new Set(all)].filter((one) => one !== account).sort();
}
