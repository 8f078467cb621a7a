import { render } from 'lit-html';
import type { About, KmsCallView } from '../contract.ts';
import { createAnnouncer } from './announce.ts';
import type { Api } from './api.ts';
import { machineArn } from './arn-names.ts';
import { cache } from './cache.ts';
import type { Draft, Page } from './console-page.ts';
import { debounce } from './debounce.ts';
import { followRoute } from './follow-route.ts';
import { href, parseRoute } from './route.ts';
import { view } from './views/view.ts';

/** How often what changes by itself is asked again. */
const TICK_MS = 1500;
const KEPT_CALLS = 500;
/** Pauses before a policy that is being typed is worked out. */
const PAUSE_MS = 300;

/** Operations that leave everything as it was. */
const HARMLESS = /^(Decrypt|GenerateDataKey|Describe|Get|List)/;

/** Runs the page: keeps its state, and draws it when something has changed. */
export function app(about: About, api: Api, root: HTMLElement): void {
  const names = about.identities.map(({ name }) => name);
  const say = createAnnouncer();
  let route = parseRoute(location.hash, names);
  let draft: Draft = {};
  let proposed: string | undefined;
  let kms: readonly KmsCallView[] = [];
  let tick = 0;
  let due = false;

  const draw = (): void => {
    if (due) return;
    due = true;
    requestAnimationFrame(() => {
      due = false;
      render(view(page()), root);
    });
  };
  const answers = cache(draw);
  const afterPause = debounce(PAUSE_MS);
  const changed = (): void => {
    answers.forget();
    draw();
  };

  const page = (): Page => ({
    ...{ about, route, draft, proposed, kms, tick },
    ask(name, input, version = '') {
      const { as } = route;
      const of = route.view === 'machines' ? {} : { ofMachine: machineArn(about, route.machine) };
      const key = JSON.stringify([as, name, input]);
      return answers.get(key, version, () => api.call(as, name, { ...input, ...of }));
    },
    principalAccess(arn, policy) {
      const asked = policy === undefined ? 'now' : 'then';
      return answers.get(`who-reads ${arn} ${asked}`, policy ?? '', () =>
        policy === undefined
          ? api.principalAccess(arn)
          : afterPause(() => api.principalAccess(arn, policy)),
      );
    },
    roleSteps: (arn) => answers.get(`role-steps ${arn}`, '', () => api.roleSteps(arn)),
    act(name, input, said, then) {
      const { failedAction: _, ...before } = draft;
      draft = before;
      api.call(route.as, name, input).then(
        (outcome) => {
          if (outcome.kind === 'answered') {
            say(said);
            then?.(outcome.answer);
          } else {
            draft = { ...draft, failedAction: { action: name, outcome } };
          }
          changed();
        },
        (error: unknown) => {
          const failed = { name: 'The console cannot be reached', message: `${error}` };
          draft = {
            ...draft,
            failedAction: { action: name, outcome: { kind: 'failed', error: failed } },
          };
          draw();
        },
      );
    },
    edit(change) {
      draft = change;
      draw();
    },
    propose(statement) {
      proposed = statement;
    },
    go: (to) => {
      location.hash = href(to);
    },
  });

  followRoute(names, say, (to) => {
    route = to;
    draft = {};
    changed();
  });
  setInterval(() => {
    if (document.hidden) return;
    tick += 1;
    draw();
  }, TICK_MS);
  const listen = (): Promise<void> =>
    api.live((calls) => {
      kms = [...kms, ...calls].slice(-KEPT_CALLS);
      const matters = calls.some(({ operation, error }) => !error && !HARMLESS.test(operation));
      if (matters) changed();
      else if (calls.length > 0) draw();
    });
  listen()
    .catch(() => {})
    .then(() => say('The console has lost its connection.'));
  draw();
}
