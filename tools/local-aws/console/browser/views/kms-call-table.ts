import { html, type TemplateResult } from 'lit-html';
import type { KmsCallView } from '../../contract.ts';
import type { Page } from '../console-page.ts';
import { shortArn, timeOfDay } from '../format-text.ts';
import { badge } from './badge.ts';

/** How many are shown. */
const SHOWN = 30;

/** Calls to KMS on a key, the newest first, as they come. */
export function kmsCalls({ kms }: Page, keyArn: string): TemplateResult {
  const calls = kms.filter((one) => one.keyArn === keyArn).slice(-SHOWN);
  return html`<section class="card scroll">
    <h2>Recent calls to KMS</h2>
    <p class="quiet">
      As this machine has seen them, whoever is looking. In an account they are in CloudTrail.
    </p>
    <table class="calls">
      <caption class="hidden">
        Calls to KMS
      </caption>
      <thead>
        <tr>
          <th scope="col">Time</th>
          <th scope="col">Operation</th>
          <th scope="col">Who</th>
          <th scope="col">CallResult</th>
          <th scope="col">Encryption context</th>
        </tr>
      </thead>
      <tbody>
        ${calls.toReversed().map(row)}
      </tbody>
    </table>
  </section>`;
}

/** What lies in one account and region is told apart by the end of its ARN. */
const inShort = (value: string): string => value.replace(/^arn:[^:]+:states:[^:]+:\d{12}:/, '');

function row({ at, operation, who, via, error, context, reason }: KmsCallView): TemplateResult {
  const pairs = Object.entries(context).map(([name, value]) => `${name} = ${inShort(value)}`);
  return html`<tr>
    <td data-label="Time">${timeOfDay(at)}</td>
    <th scope="row" data-label="Operation">${operation}</th>
    <td data-label="Who">
      ${shortArn(who)}${via === undefined ? '' : html` <span class="quiet">through ${via}</span>`}
    </td>
    <td data-label="Outcome">
      ${badge(error === undefined ? 'allowed' : 'denied')} <span class="quiet">${reason}</span>
    </td>
    <td data-label="Context">${pairs.length === 0 ? '–' : pairs.join(', ')}</td>
  </tr>`;
}
