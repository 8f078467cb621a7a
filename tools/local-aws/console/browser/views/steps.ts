import { html, nothing, type TemplateResult } from 'lit-html';
import type { Step } from '../../contract.ts';
import { shortArn } from '../format-text.ts';
import { badge } from './badge.ts';

/** Decisions in the order in which AWS makes them. */
export function steps(taken: readonly Step[]): TemplateResult {
  return html`<ol class="steps">
    ${taken.map(step)}
  </ol>`;
}

function step(one: Step): TemplateResult {
  const { action, how, outcome, reason, principal, applied, missed } = one;
  // A statement that applied and was not enough is worth a line: IAM alone is not enough for a key.
  const telling = outcome === 'denied' ? applied : [];
  return html`<li>
    <p>
      <code>${action}</code> ${badge(outcome)}
      <span class="quiet">${how} (${shortArn(principal)})</span>
    </p>
    <p>${reason}</p>
    ${
      telling.length + missed.length === 0
        ? nothing
        : html`<ul class="evidence">
            ${telling.map(
              ({ effect, statement }) => html`<li>
                ${effect === 'Allow' ? 'Allows, but is not enough: ' : 'Denies: '}${statement}
              </li>`,
            )}
            ${missed.map((text) => html`<li>Does not apply: ${text}</li>`)}
          </ul>`
    }
  </li>`;
}
