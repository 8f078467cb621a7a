import { html, nothing, type TemplateResult } from 'lit-html';
import type { ExecutionItem, ExecutionPage, ProtectingKey } from '../../contract.ts';
import type { ListView, Page } from '../console-page.ts';
import { dateTime, duration, number } from '../format-text.ts';
import { href } from '../route.ts';
import { badge } from './badge.ts';
import { keyMark, keyNotice } from './key-notice.ts';
import { loaded, outcome } from './loaded.ts';

/** How many executions are shown at first, and how many each "Show more" adds. */
const STEP = 100;
/** How many are searched for a name. The API has no filter for it. */
const SEARCHED = 10_000;

/** For how many executions the page reads the keys, the newest first. */
const MARKED = 1000;

const STATUSES = ['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'] as const;

/** The executions of a state machine, the newest first. The list needs no key. */
export function executions(page: Page, stateMachineArn: string): unknown {
  const call = 'states:ListExecutions';
  const { list = {} } = page.draft;
  const limit = list.name ? SEARCHED : (list.limit ?? STEP);
  const status = list.status ? { status: list.status } : {};
  // A long list is several requests, so it is requested less often.
  const version = Math.floor(page.tick / Math.ceil(limit / 1000));
  const found = page.query(call, { stateMachineArn, limit, ...status }, `${version}`);
  return html`${filters(page, list)}
  ${loaded(found, (result) => outcome(page, call, result, (shown) => table(page, stateMachineArn, list, shown)))}`;
}

function filters({ draft, edit }: Page, list: ListView): TemplateResult {
  const change = (part: ListView): void => edit({ ...draft, list: { ...list, ...part } });
  return html`<form class="filters" role="search" aria-label="Executions" @submit=${stay}>
    <label>
      Status
      <select @change=${(event: Event) => change({ status: inputValue(event), limit: STEP })}>
        <option value="" .selected=${!list.status}>All</option>
        ${STATUSES.map(
          (one) => html`<option value=${one} .selected=${list.status === one}>${one}</option>`,
        )}
      </select>
    </label>
    <label>
      Name contains
      <input
        type="search"
        autocomplete="off"
        .value=${list.name ?? ''}
        @input=${(event: Event) => change({ name: inputValue(event), limit: STEP })}
      />
    </label>
  </form>`;
}

function inputValue({ target }: Event): string {
  const is = target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
  return is ? target.value : '';
}

const stay = (event: Event): void => event.preventDefault();

function table(
  page: Page,
  stateMachineArn: string,
  list: ListView,
  { executions: found, more }: ExecutionPage,
) {
  const words = (list.name ?? '').toLowerCase();
  const matching = found.filter(({ name }) => name.toLowerCase().includes(words));
  const limit = list.limit ?? STEP;
  const shown = matching.slice(0, limit);
  const next = (): void => page.edit({ ...page.draft, list: { ...list, limit: limit + STEP } });
  const keys = page.protectingKeys(
    stateMachineArn,
    shown.slice(0, MARKED).map(({ arn }) => arn),
  );
  const { ofExecutions = {}, ofStateMachine } = keys.state === 'loaded' ? keys.value : {};
  return html`${keyNotice(ofStateMachine)}
    ${
      keys.state === 'broken'
        ? html`<p class="caution">The states of the keys cannot be determined: ${keys.message}</p>`
        : nothing
    }
    <p role="status" class="quiet">${countText(shown, matching, found, more)}</p>
    ${
      shown.length === 0
        ? html`<p class="card quiet">
            ${list.status || words ? 'No execution matches the filter.' : 'There are no executions yet.'}
          </p>`
        : html`<div class="card scroll">
            <table>
              <caption class="hidden">
                Executions
              </caption>
              <thead>
                <tr>
                  <th scope="col">Name</th>
                  <th scope="col">Status</th>
                  <th scope="col">Started</th>
                  <th scope="col">Duration</th>
                </tr>
              </thead>
              <tbody>
                ${shown.map((one) => row(page, one, ofExecutions[one.arn]))}
              </tbody>
            </table>
          </div>`
    }
    ${
      shown.length < matching.length || (more && !words)
        ? html`<div class="actions"><button @click=${next}>Show more</button></div>`
        : nothing
    }`;
}

function countText(
  shown: readonly ExecutionItem[],
  matching: readonly ExecutionItem[],
  found: readonly ExecutionItem[],
  more: boolean,
): string {
  const all = more ? `more than ${number(found.length)}` : number(found.length);
  if (matching.length < found.length) {
    return `${number(matching.length)} of ${all} executions match, ${number(shown.length)} shown`;
  }
  if (!more && shown.length === found.length) {
    return `${all} ${found.length === 1 ? 'execution' : 'executions'}`;
  }
  return `${number(shown.length)} of ${all} executions shown`;
}

function row(
  { route }: Page,
  { name, status, startedAt, endedAt }: ExecutionItem,
  key: ProtectingKey | undefined,
): TemplateResult {
  const stateMachine = route.view === 'state-machines' ? '' : route.stateMachine;
  return html`<tr>
    <th scope="row" data-label="Name">
      <a href=${href({ as: route.as, view: 'execution', stateMachine, execution: name })}>${name}</a>
    </th>
    <td data-label="Status"><span>${badge(status)} ${keyMark(key)}</span></td>
    <td data-label="Started">${dateTime(startedAt)}</td>
    <td data-label="Duration">${endedAt === undefined ? '–' : duration(endedAt - startedAt)}</td>
  </tr>`;
}
