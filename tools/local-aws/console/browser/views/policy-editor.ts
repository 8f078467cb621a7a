import { html, type TemplateResult } from 'lit-html';
import type { Page } from '../console-page.ts';
import { pretty } from '../format-text.ts';
import { withStatement } from '../with-statement.ts';
import { loaded, outcome } from './loaded.ts';
import { preview } from './preview.ts';

/** The key policy, to be read and edited; what a change would do is shown before it is saved. */
export function policyEditor(page: Page, machineArn: string, keyId: string): unknown {
  const name = 'kms:GetKeyPolicy';
  return loaded(page.ask(name, { keyId }), (found) =>
    outcome(page, name, found, ({ policy }) => editor(page, machineArn, keyId, pretty(policy))),
  );
}

function editor(page: Page, machineArn: string, keyId: string, saved: string): TemplateResult {
  const { draft, proposed } = page;
  const text = draft.policy ?? (proposed === undefined ? saved : withStatement(saved, proposed));
  const changed = text !== saved;
  const discard = (): void => {
    const { policy: _, ...rest } = draft;
    page.propose(undefined);
    page.edit(rest);
  };
  const save = (): void =>
    page.act('kms:PutKeyPolicy', { keyId, policy: text }, 'The key policy is saved.', discard);
  const typed = ({ target }: Event): void => {
    if (target instanceof HTMLTextAreaElement) page.edit({ ...draft, policy: target.value });
  };
  const checked = changed ? page.principalAccess(machineArn, text) : undefined;
  // What is saved is what was shown, and not what has been typed since.
  const sound = checked?.state === 'loaded' && checked.fresh && checked.value.problem === undefined;
  return html`<section class="card" aria-labelledby="policy-title">
    <h2 id="policy-title">Key policy</h2>
    <textarea
      aria-labelledby="policy-title"
      rows="18"
      spellcheck="false"
      .value=${text}
      @input=${typed}
    ></textarea>
    ${checked ? loaded(checked, preview) : html`<p class="quiet">Edit it to see who would gain or lose reading.</p>`}
    <div class="actions">
      <button class="primary" ?disabled=${!sound} @click=${save}>Save policy</button>
      <button ?disabled=${!changed} @click=${discard}>Discard changes</button>
    </div>
  </section>`;
}
