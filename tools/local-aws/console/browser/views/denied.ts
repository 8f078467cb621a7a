import { html, nothing, type TemplateResult } from 'lit-html';
import type { CallName, CallResult, Explanation, ServiceError } from '../../contract.ts';
import type { Page } from '../console-page.ts';
import { noticeOf } from './key-notice.ts';
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
    ${explanation ? reasons(page, explanation) : unexplained(error)}
  </section>`;
}

/** Returns the heading of a denial. A key that cannot be used in its state has its own headings. */
export function titleOf(error: Pick<ServiceError, 'name' | 'kmsKeyState' | 'message'>): string {
  const state = keyStateIn(error);
  return (state === undefined ? undefined : noticeOf(state)?.title) ?? 'Access denied';
}

/** The state of the key that denied, as far as the error says it; undefined for a denial by a policy. */
function keyStateIn({
  name,
  kmsKeyState = '',
  message,
}: Pick<ServiceError, 'name' | 'kmsKeyState' | 'message'>): string | undefined {
  if (!KEY_STATE_ERRORS.includes(name)) return undefined;
  if (/pending[ _]?deletion/i.test(`${kmsKeyState} ${message}`)) return 'PendingDeletion';
  if (/Disabled|is disabled/i.test(`${name} ${kmsKeyState} ${message}`)) return 'Disabled';
  return /does not exist/.test(message) ? 'Deleted' : 'Unavailable';
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

function unexplained(error: ServiceError): TemplateResult {
  const state = keyStateIn(error);
  const notice = state === undefined ? undefined : noticeOf(state);
  return html`<p class="quiet">
    ${
      notice?.text ??
      'The reason cannot be determined. The policies can have changed since the call, or the state machine no longer exists.'
    }
  </p>`;
}
