import { html, nothing, type TemplateResult } from 'lit-html';
import type { Page } from '../console-page.ts';
import { href, type Route } from '../route.ts';
import { failedAction } from './failed-action.ts';

/** What is around each view: the identity, the breadcrumb, and the last failed action. */
export function frame(page: Page, title: string, content: unknown): TemplateResult {
  const { about, route } = page;
  return html`<header class="top">
      <a class="skip" href="#content" @click=${toContent}>Skip to content</a>
      <div class="brand">
        <img src="/icon.svg" alt="" width="28" height="28" />
        <div>
          <strong>Step Functions under a key</strong>
          <span>AWS on this machine · ${about.account} · ${about.region}</span>
        </div>
      </div>
      ${who(page)}
    </header>
    ${page.connected ? nothing : lostConnection}
    <main id="content" tabindex="-1">
      ${crumbs(route)}
      <h1 tabindex="-1">${title}</h1>
      ${failedAction(page)} ${content}
    </main>`;
}

const lostConnection = html`<div class="banner" role="alert">
  <p>
    <strong>Local AWS cannot be reached.</strong> If it has ended, start it again in its terminal:
    <code>npm start</code>. This page connects again by itself. Its data can be out of date.
  </p>
</div>`;

function who({ about, route, navigate }: Page): TemplateResult {
  const present = about.identities.find(({ name }) => name === route.as);
  const change = (event: Event): void => {
    if (event.target instanceof HTMLSelectElement) navigate(asIdentity(route, event.target.value));
  };
  return html`<div class="who">
    <label for="who">Looking as</label>
    <select id="who" aria-describedby="purpose" @change=${change}>
      ${about.identities.map(
        ({ name }) => html`<option value=${name} .selected=${name === route.as}>${name}</option>`,
      )}
    </select>
    <p id="purpose">${present?.purpose}</p>
  </div>`;
}

function asIdentity({ unknownIdentity: _, ...route }: Route, as: string): Route {
  return { ...route, as };
}

function crumbs(route: Route): TemplateResult | typeof nothing {
  if (route.view === 'state-machines') return nothing;
  const { as } = route;
  const up = [{ text: 'State machines', to: href({ as, view: 'state-machines' }) }];
  if (route.view === 'execution') {
    const { stateMachine } = route;
    up.push({
      text: stateMachine,
      to: href({ as, view: 'state-machine', stateMachine, tab: 'executions' }),
    });
  }
  return html`<nav class="crumbs" aria-label="Breadcrumb">
    <ol>
      ${up.map(({ text, to }) => html`<li><a href=${to}>${text}</a></li>`)}
    </ol>
  </nav>`;
}

/** The address holds the route, so the link itself must not change it. */
function toContent(event: Event): void {
  event.preventDefault();
  document.querySelector<HTMLElement>('#content')?.focus();
}
