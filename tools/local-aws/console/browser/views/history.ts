import { html, nothing, type TemplateResult } from 'lit-html';
import type { HistoryEvent } from '../../contract.ts';
import type { Page } from '../console-page.ts';
import { milliseconds, number, timeOfDay } from '../format-text.ts';
import { code } from './code.ts';

/** How many events are drawn at once. */
const SHOWN = 100;

/**
 * The events of an execution, in the order in which they happened. A long history is shown in parts,
 * the last one first, because that is where a running execution changes.
 */
export function history(page: Page, events: readonly HistoryEvent[]): TemplateResult {
  const last = Math.max(0, Math.floor((events.length - 1) / SHOWN) * SHOWN);
  const first = Math.min(page.draft.firstEvent ?? last, last);
  const began = events[0]?.at ?? 0;
  return html`<section class="card scroll" aria-labelledby="history-title">
    <h2 id="history-title">Event history</h2>
    ${events.length > SHOWN ? parts(page, first, last, events.length) : nothing}
    <table>
      <caption class="hidden">
        Events
      </caption>
      <thead>
        <tr>
          <th scope="col">Id</th>
          <th scope="col">Type</th>
          <th scope="col">State</th>
          <th scope="col">Time</th>
          <th scope="col">After start</th>
          <th scope="col">Details</th>
        </tr>
      </thead>
      <tbody>
        ${events.slice(first, first + SHOWN).map((event) => row(event, began))}
      </tbody>
    </table>
  </section>`;
}

function parts({ draft, edit }: Page, first: number, last: number, all: number): TemplateResult {
  const go = (firstEvent: number) => (): void => edit({ ...draft, firstEvent });
  const latest = (): void => {
    const { firstEvent: _, ...rest } = draft;
    edit(rest);
  };
  const end = Math.min(first + SHOWN, all);
  return html`<div class="actions" role="group" aria-label="Parts of the history">
    <button ?disabled=${first === 0} @click=${go(0)}>First</button>
    <button ?disabled=${first === 0} @click=${go(Math.max(0, first - SHOWN))}>Earlier</button>
    <span role="status">Events ${number(first + 1)} to ${number(end)} of ${number(all)}</span>
    <button ?disabled=${first === last} @click=${go(first + SHOWN)}>Later</button>
    <button ?disabled=${first === last} @click=${latest}>Last</button>
  </div>`;
}

function row({ id, type, state, at, details }: HistoryEvent, began: number): TemplateResult {
  return html`<tr>
    <td data-label="Id">${id}</td>
    <th scope="row" data-label="Type">${type}</th>
    <td data-label="State">${state ?? '–'}</td>
    <td data-label="Time">${timeOfDay(at)}</td>
    <td data-label="After start" class="number">${milliseconds(at - began)}</td>
    <td data-label="Details">
      ${
        Object.keys(details).length === 0
          ? nothing
          : html`<details>
              <summary>Show<span class="hidden"> details of event ${id}</span></summary>
              ${code(JSON.stringify(unfolded(details)), `Details of event ${id}`)}
            </details>`
      }
    </td>
  </tr>`;
}

/** Members that hold JSON text are shown as JSON. */
function unfolded(details: HistoryEvent['details']): Record<string, unknown> {
  return Object.fromEntries(Object.entries(details).map(([name, value]) => [name, parsed(value)]));
}

function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
