import { html, nothing, type TemplateResult } from 'lit-html';
import type { KmsCallView } from '../../contract.ts';
import type { KmsFilter, Page } from '../console-page.ts';
import { clockTime, shortArn } from '../format-text.ts';
import { groupCalls } from '../group-calls.ts';
import { badge } from './badge.ts';
import { noticeOf } from './key-notice.ts';

/** How many groups are shown. */
const SHOWN = 30;

/**
 * Calls to KMS on a key, the newest first, as they come. Repeats are one row.
 *
 * @param state of the key, where it is known.
 */
export function kmsCalls(page: Page, keyArn: string, state = 'Enabled'): TemplateResult {
  const { kms: filter = {} } = page.draft;
  const calls = page.kms.filter((one) => one.keyArn === keyArn && matches(one, filter));
  const groups = groupCalls(calls).slice(0, SHOWN);
  return html`<section class="card scroll">
    <h2>Recent calls to KMS</h2>
    ${stateNote(state)}
    <p class="quiet">
      All identities see the same list. In an AWS account, the calls are in CloudTrail. The column
      <code>kms:ViaService</code> is empty where Step Functions uses its execution role: such a request
      carries no <code>kms:ViaService</code>, although Step Functions makes it.
    </p>
    ${filters(page, filter)}
    <table class="calls">
      <caption class="hidden">
        Calls to KMS
      </caption>
      <thead>
        <tr>
          <th scope="col">Time</th>
          <th scope="col">Operation</th>
          <th scope="col">Principal</th>
          <th scope="col">Invoked by</th>
          <th scope="col">kms:ViaService</th>
          <th scope="col">Result</th>
          <th scope="col">Encryption context</th>
        </tr>
      </thead>
      <tbody>
        ${groups.map(({ call, count }) => row(call, count))}
      </tbody>
    </table>
    ${groups.length === 0 ? html`<p class="quiet">No call matches.</p>` : nothing}
  </section>`;
}

function stateNote(state: string): TemplateResult | typeof nothing {
  const notice = noticeOf(state);
  return notice
    ? html`<p class="caution">${notice.title}: KMS denies each use of it.</p>`
    : nothing;
}

function matches({ error, ...call }: KmsCallView, { outcome, words = '' }: KmsFilter): boolean {
  if (outcome && (error === undefined ? 'allowed' : 'denied') !== outcome) return false;
  const text = [call.operation, call.who, call.invokedBy, call.viaService, call.reason].join(' ');
  return text.toLowerCase().includes(words.toLowerCase());
}

function filters({ draft, edit }: Page, filter: KmsFilter): TemplateResult {
  const change = (kms: KmsFilter): void => edit({ ...draft, kms });
  const { outcome: _, ...rest } = filter;
  const choose = ({ target }: Event): void => {
    const value = target instanceof HTMLSelectElement ? target.value : '';
    change(value === 'allowed' || value === 'denied' ? { ...rest, outcome: value } : rest);
  };
  const type = ({ target }: Event): void => {
    if (target instanceof HTMLInputElement) change({ ...filter, words: target.value });
  };
  return html`<form class="filters" role="search" aria-label="Calls to KMS" @submit=${stay}>
    <label>
      Result
      <select @change=${choose}>
        ${['', 'allowed', 'denied'].map(
          (value) =>
            html`<option value=${value} .selected=${(filter.outcome ?? '') === value}>
              ${value || 'All'}
            </option>`,
        )}
      </select>
    </label>
    <label>
      Contains
      <input type="search" autocomplete="off" .value=${filter.words ?? ''} @input=${type} />
    </label>
  </form>`;
}

const stay = (event: Event): void => event.preventDefault();

/** Resources of one account and Region differ in the end of their ARNs. */
const shortState = (value: string): string => value.replace(/^arn:[^:]+:states:[^:]+:\d{12}:/, '');

/** A name or an ARN, which can break between its parts. */
function breakable(name: string | undefined): unknown {
  if (name === undefined) return '–';
  return html`<span>${name.split(/(?<=[.:/])/).map((part) => html`${part}<wbr />`)}</span>`;
}

function row(call: KmsCallView, count: number): TemplateResult {
  const { at, operation, who, invokedBy, viaService, error, context, reason } = call;
  const pairs = Object.entries(context).map(([name, value]) => `${name} = ${shortState(value)}`);
  return html`<tr>
    <td data-label="Time">${clockTime(at)}</td>
    <th scope="row" data-label="Operation">
      <span>
        ${operation}${count === 1 ? nothing : html` <span class="count">× ${count}</span>`}
      </span>
    </th>
    <td class="principal" data-label="Principal">${breakable(shortArn(who))}</td>
    <td data-label="Invoked by">${breakable(invokedBy)}</td>
    <td data-label="ViaService">${breakable(viaService)}</td>
    <td data-label="Result">
      <span>
        ${badge(error === undefined ? 'allowed' : 'denied')} <span class="quiet">${reason}</span>
      </span>
    </td>
    <td data-label="Context">${breakable(pairs.length === 0 ? undefined : pairs.join(', '))}</td>
  </tr>`;
}
