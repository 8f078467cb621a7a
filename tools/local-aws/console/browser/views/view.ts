import type { TemplateResult } from 'lit-html';
import type { Page } from '../console-page.ts';
import { errorMessage } from './error-message.ts';
import { execution } from './execution-view.ts';
import { frame } from './page-frame.ts';
import { stateMachines } from './state-machine-list.ts';
import { stateMachine } from './state-machine-view.ts';

/** The whole page. */
export function view(page: Page): TemplateResult {
  const { route } = page;
  if (route.unknownIdentity !== undefined) {
    const known = page.about.identities.map(({ name }) => name).join(', ');
    const message = `The address names ${route.unknownIdentity}. Choose one of: ${known}.`;
    return titled(page, 'Unknown identity', errorMessage('There is no such identity', message));
  }
  switch (route.view) {
    case 'state-machines':
      return titled(page, 'State machines', stateMachines(page));
    case 'state-machine':
      return titled(page, route.stateMachine, stateMachine(page, route));
    case 'execution':
      return titled(page, route.execution, execution(page, route));
  }
}

function titled(page: Page, title: string, content: unknown): TemplateResult {
  document.title = `${title} · ${page.route.as} · Local console`;
  return frame(page, title, content);
}
