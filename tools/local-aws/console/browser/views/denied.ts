import { html, nothing, type TemplateResult } from 'lit-html';
import type { CallName, CallResult, Explanation } from '../../contract.ts';
import type { Page } from '../console-page.ts';
import { steps } from './steps.ts';
import { suggestedFixes } from './suggested-fixes.ts';

type DeniedResult = Extract<CallResult<unknown>, { kind: 'denied' }>;

/** AWS's refusal, what decided it, and what would have to change. */
export function denied(
  page: Page,
  names: readonly CallName[],
  { error, explanation }: DeniedResult,
): TemplateResult {
  return html`<section class="card denied" aria-label="Access denied: ${names.join(', ')}">
    <h2><span aria-hidden="true">⊘</span> Access denied</h2>
    <p class="asked">
      ${names.map((name) => html`<code>${name}</code> `)} <span class="quiet">as</span>
      ${page.route.as}
    </p>
    <p class="message"><strong>${error.name}</strong> ${error.message}</p>
    ${explanation ? reasons(page, explanation) : UNEXPLAINED}
  </section>`;
}

function reasons(page: Page, { steps: taken, suggestedFixes: found }: Explanation): TemplateResult {
  const role = page.about.identities.find(({ name }) => name === page.route.as);
  return html`<h3>Why</h3>
    ${steps(taken)}
    ${found.length > 0 ? suggestedFixes(page, found) : nothing}
    ${
      role?.canCall === false
        ? html`<p class="quiet">
            Worked out, not tried: nobody but Step Functions can act as this role.
          </p>`
        : nothing
    }`;
}

const UNEXPLAINED = html`<p class="quiet">
  The reason could not be worked out; policies may have changed meanwhile.
</p>`;
