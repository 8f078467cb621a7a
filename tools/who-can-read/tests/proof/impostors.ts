import { upperBound } from '../../account/partial-knowledge.ts';
import { everything } from '../../policy/everything.ts';
import { principalFacts } from '../../principal/principal-facts.ts';
import type { AccessModel, Subject } from '../../report/access-model.ts';
import { otherAccount, samplePrincipal } from '../../report/principals.ts';

/** The role name that the keys of the security account require of a role that runs a workflow. */
const NAME = 'stock-trading-StockTradingStateMachineImpostor';

/**
 * Returns the model with three more roles: in the workflow's account, in the key's and in a third one.
 * Each has the name of an execution role and full access to its account. Only the key policy denies
 * them access.
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
