import { html, nothing, type TemplateResult } from 'lit-html';
import type { CallResult, ExecutionView, HistoryEvent, MachineView } from '../../contract.ts';
import type { Loaded } from '../cache.ts';
import type { Page } from '../console-page.ts';
import { type Path, pathOf } from '../graph/execution-path.ts';
import { code } from './code.ts';
import { history as historyTable } from './history.ts';
import { graph } from './workflow-graph.ts';

type RequestedDecision = {
  readonly described: Loaded<CallResult<ExecutionView>>;
  readonly history: Loaded<CallResult<readonly HistoryEvent[]>>;
  readonly workflow: Loaded<CallResult<MachineView>>;
};

/** What the key protects of an execution, as far as it may be seen. */
export function details(
  page: Page,
  { described, history, workflow }: RequestedDecision,
): TemplateResult {
  const [execution, events, machine] = [answer(described), answer(history), answer(workflow)];
  const path = pathOf(events ?? []);
  const chosen = page.draft.state ?? path.order.at(-1);
  const shown = {
    path,
    chosen,
    choose: (state: string) => page.edit({ ...page.draft, state }),
  };
  return html`${
    machine?.definition === undefined
      ? nothing
      : html`<div class="halves">
          <section class="card">
            <h2>Path taken</h2>
            ${graph(machine.definition, shown)}
          </section>
          ${chosenState(path, chosen)}
        </div>`
  }
  ${execution ? inputAndOutput(execution) : nothing}
  ${events ? historyTable(events) : nothing}`;
}

function answer<T>(loaded: Loaded<CallResult<T>>): T | undefined {
  if (loaded.state !== 'loaded' || loaded.value.kind !== 'answered') return undefined;
  return loaded.value.answer;
}

function chosenState(path: Path, name: string | undefined): TemplateResult {
  const visit = name === undefined ? undefined : path.visits.get(name);
  const title = name ?? 'State';
  return html`<section class="card" aria-label="State: ${title}" aria-live="polite">
    <h2>${title}</h2>
    ${
      visit
        ? html`<h3>Input</h3>
            ${code(visit.input ?? '', `Input of ${title}`)}
            ${
              visit.output === undefined
                ? html`<p class="quiet">${visit.status === 'running' ? 'It runs.' : 'It gave nothing back.'}</p>`
                : html`<h3>Output</h3>
                    ${code(visit.output, `Output of ${title}`)}`
            }`
        : html`<p class="quiet">The execution did not come here.</p>`
    }
  </section>`;
}

function inputAndOutput({ input, output, error, cause }: ExecutionView): TemplateResult {
  const failed = error === undefined && cause === undefined;
  return html`<div class="halves">
    <section class="card">
      <h2>Execution input</h2>
      ${code(input ?? '', 'Execution input')}
    </section>
    <section class="card">
      <h2>${failed ? 'Execution output' : 'Error'}</h2>
      ${
        failed
          ? output === undefined
            ? html`<p class="quiet">There is none yet.</p>`
            : code(output, 'Execution output')
          : html`<p><strong>${error}</strong> ${cause}</p>`
      }
    </section>
  </div>`;
}
