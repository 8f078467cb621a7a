import { html, nothing, type TemplateResult } from 'lit-html';
import type { CallName, CallResult, Explanation, ServiceError } from '../../contract.ts';
import type { Page } from '../console-page.ts';
import { steps } from './steps.ts';
import { suggestedFixes } from './suggested-fixes.ts';

type DeniedResult = Extract<CallResult<unknown>, { kind: 'denied' }>;

/** Errors that the state of the key causes, and not a policy. */
const KEY_STATE_ERRORS = [
  'KmsInvalidStateException',
  'DisabledException',
  'KMSInvalidStateException',
];

/** The error as AWS returned it, the decisions behind it, and what would have to change. */
export function denied(
  page: Page,
  names: readonly CallName[],
  { error, explanation }: DeniedResult,
): TemplateResult {
  const title = titleOf(error);
  return html`<section class="card denied" aria-label="${title}: ${names.join(', ')}">
    <h2><span aria-hidden="true">⊘</span> ${title}</h2>
    <p class="asked">
      ${names.map((name) => html`<code>${name}</code> `)} <span class="quiet">as</span>
      ${page.route.as}
    </p>
    <p class="message"><strong>${error.name}</strong> ${error.message}</p>
    ${explanation ? reasons(page, explanation) : UNEXPLAINED}
  </section>`;
}

/** Returns the heading of a denial. A key that cannot be used in its state has its own headings. */
export function titleOf({
  name,
  kmsKeyState,
  message,
}: Pick<ServiceError, 'name' | 'kmsKeyState' | 'message'>): string {
  if (!KEY_STATE_ERRORS.includes(name)) return 'Access denied';
  if (/pending[ _]?deletion/i.test(`${kmsKeyState} ${message}`)) {
    return 'The key is scheduled for deletion';
  }
  if (/Disabled|is disabled/i.test(`${name} ${kmsKeyState} ${message}`))
    return 'The key is disabled';
  return 'The key cannot be used in its state';
}

function reasons(page: Page, { steps: taken, suggestedFixes: found }: Explanation): TemplateResult {
  const identity = page.about.identities.find(({ name }) => name === page.route.as);
  return html`<h3>Why</h3>
    ${steps(taken)}
    ${found.length > 0 ? suggestedFixes(page, found) : nothing}
    ${
      identity?.canCall === false
        ? html`<p class="quiet">
            Worked out, not tried: only Step Functions can act as this role.
          </p>`
        : nothing
    }`;
}

const UNEXPLAINED = html`<p class="quiet">
  The reason cannot be determined. The policies can have changed since the call, or the key or its
  state machine no longer exists.
</p>`;
