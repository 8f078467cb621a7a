import type { TemplateResult } from 'lit-html';
import type { Page } from '../console-page.ts';
import { execution } from './execution-view.ts';
import { frame } from './page-frame.ts';
import { machines } from './state-machine-list.ts';
import { machine } from './state-machine-view.ts';

/** The whole page. */
export function view(page: Page): TemplateResult {
  const { route } = page;
  switch (route.view) {
    case 'machines':
      return titled(page, 'State machines', machines(page));
    case 'machine':
      return titled(page, route.machine, machine(page, route));
    case 'execution':
      return titled(page, route.execution, execution(page, route));
  }
}

function titled(page: Page, title: string, content: unknown): TemplateResult {
  document.title = `${title} · ${page.route.as} · Local console`;
  return frame(page, title, content);
}
