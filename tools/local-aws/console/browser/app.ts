import { render } from 'lit-html';
import type { About, KmsCallView } from '../contract.ts';
import { createAnnouncer } from './announce.ts';
import type { Api } from './api.ts';
import { stateMachineArn } from './arn-names.ts';
import { cache } from './cache.ts';
import { keepConnected } from './connection.ts';
import type { Draft, Page, PolicyEdit } from './console-page.ts';
import { debounce } from './debounce.ts';
import { followRoute } from './follow-route.ts';
import { historyStore } from './history-store.ts';
import { href, parseRoute } from './route.ts';
import { view } from './views/view.ts';

/** How often the page asks again for what can change by itself. */
const TICK_MS = 1500;
const KEPT_CALLS = 500;
/** The pause in typing after which the preview of a policy is worked out. */
const PAUSE_MS = 300;

/** Operations that change nothing. */
const READ_OPERATIONS = /^(Decrypt|GenerateDataKey|Describe|Get|List)/;

/** Runs the page: keeps its state, and draws it when something has changed. */
export function app(about: About, api: Api, root: HTMLElement): void {
  const names = about.identities.map(({ name }) => name);
  const announce = createAnnouncer();
  const histories = historyStore();
  const policyEdits = new Map<string, PolicyEdit>();
  const afterDraw: (() => void)[] = [];
  let route = parseRoute(location.hash, names);
  let draft: Draft = {};
  let proposed: string | undefined;
  let kms: readonly KmsCallView[] = [];
  let tick = 0;
  let due = false;
  let busy = false;
  let connected = true;

  const draw = (): void => {
    if (due) return;
    due = true;
    requestAnimationFrame(() => {
      due = false;
      render(view(page()), root);
      for (const work of afterDraw.splice(0)) work();
    });
  };
  const answers = cache(draw);
  const afterPause = debounce(PAUSE_MS);
  const refresh = (): void => {
    answers.forget();
    draw();
  };

  const page = (): Page => ({
    ...{ about, route, draft, connected, kms, tick, busy },
    query(name, input, version = '') {
      const { as } = route;
      const of =
        route.view === 'state-machines'
          ? {}
          : { ofStateMachine: stateMachineArn(about, route.stateMachine) };
      const key = JSON.stringify([as, name, input]);
      return answers.get(key, version, () => api.call(as, name, { ...input, ...of }));
    },
    history(executionArn, version) {
      const { as } = route;
      const of =
        route.view === 'state-machines'
          ? {}
          : { ofStateMachine: stateMachineArn(about, route.stateMachine) };
      const key = JSON.stringify([as, 'history', executionArn]);
      return answers.get(key, version, () =>
        histories.update(key, (after) =>
          api.call(as, 'states:GetExecutionHistory', { executionArn, after, ...of }),
        ),
      );
    },
    principalAccess(arn, policy) {
      const { as } = route;
      const asked = policy === undefined ? 'now' : `then ${as}`;
      return answers.get(`access ${arn} ${asked}`, policy ?? '', () =>
        policy === undefined
          ? api.principalAccess(arn)
          : afterPause(() => api.principalAccess(arn, { policy, as })),
      );
    },
    protectingKeys: (arn, executionArns) =>
      answers.get(`keys ${arn}`, executionArns.join(), () =>
        api.protectingKeys(arn, executionArns),
      ),
    roleSteps: (arn) => answers.get(`role-steps ${arn}`, '', () => api.roleSteps(arn)),
    perform(name, input, success, then) {
      if (busy) return;
      busy = true;
      const { failedAction: _, ...before } = draft;
      draft = before;
      draw();
      api.call(route.as, name, input).then(
        (outcome) => {
          busy = false;
          if (outcome.kind === 'answered') {
            announce(success);
            then?.(outcome.answer);
          } else {
            draft = { ...draft, failedAction: { action: name, outcome } };
          }
          refresh();
        },
        (error: unknown) => {
          busy = false;
          const failed = { name: 'The console cannot be reached', message: `${error}` };
          const outcome = { kind: 'failed', error: failed } as const;
          draft = { ...draft, failedAction: { action: name, outcome } };
          draw();
        },
      );
    },
    edit(change) {
      draft = change;
      draw();
    },
    policyEdit: (keyId) => policyEdits.get(keyId),
    editPolicy(keyId, edit) {
      if (edit) policyEdits.set(keyId, edit);
      else policyEdits.delete(keyId);
      draw();
    },
    takeProposed() {
      const statement = proposed;
      proposed = undefined;
      return statement;
    },
    propose(statement) {
      proposed = statement;
    },
    focus(selector, then) {
      afterDraw.push(() => {
        const element = root.querySelector<HTMLElement>(selector);
        element?.focus();
        if (element) then?.(element);
      });
      draw();
    },
    announce,
    navigate: (to) => {
      location.hash = href(to);
    },
  });

  followRoute(names, announce, (to) => {
    route = to;
    draft = {};
    refresh();
  });
  addEventListener('beforeunload', (event) => {
    if (policyEdits.size > 0) event.preventDefault();
  });
  setInterval(() => {
    if (document.hidden || !connected) return;
    tick += 1;
    draw();
  }, TICK_MS);
  void keepConnected(api, {
    onCalls(calls) {
      const seen = new Set(kms.map(({ id }) => id));
      kms = [...kms, ...calls.filter(({ id }) => !seen.has(id))].slice(-KEPT_CALLS);
      const changes = calls.some(
        ({ operation, error }) => !error && !READ_OPERATIONS.test(operation),
      );
      if (changes) refresh();
      else if (calls.length > 0) draw();
    },
    onLost() {
      connected = false;
      draw();
    },
    onBack() {
      connected = true;
      announce('Connected again.');
      refresh();
    },
  });
  draw();
}
