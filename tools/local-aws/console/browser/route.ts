/** What the page shows, as its address says it. */
export type Route = {
  /** The identity that the page looks as. */
  readonly as: string;
  /** The name in the address, if no identity has this name. */
  readonly unknownIdentity?: string;
} & (
  | { readonly view: 'state-machines' }
  | { readonly view: 'state-machine'; readonly stateMachine: string; readonly tab: Tab }
  | { readonly view: 'execution'; readonly stateMachine: string; readonly execution: string }
);

/** Parts of a state machine's page, with their titles. */
export const tabs = {
  executions: 'Executions',
  definition: 'Definition',
  key: 'Key and access',
} as const;

export type Tab = keyof typeof tabs;

const isTab = (name: string): name is Tab => Object.hasOwn(tabs, name);

/**
 * Reads the part of an address behind the `#`. Without a state machine it is the list of them.
 *
 * @param known names of the identities (default for an address without one: the first).
 */
export function parseRoute(hash: string, known: readonly string[]): Route {
  const [name = '', , stateMachine, part, execution] = hash
    .replace(/^#?\/?/, '')
    .split('/')
    .map(decoded);
  const who = known.includes(name)
    ? { as: name }
    : { as: known[0] ?? '', ...(name === '' ? {} : { unknownIdentity: name }) };
  if (!stateMachine) return { ...who, view: 'state-machines' };
  if (part === 'executions' && execution)
    return { ...who, view: 'execution', stateMachine, execution };
  return {
    ...who,
    view: 'state-machine',
    stateMachine,
    tab: part && isTab(part) ? part : 'executions',
  };
}

/** The address of a route: `#/auditor/state-machines/stock-trading/executions/NAME`. */
export function href(route: Route): string {
  const parts = [route.as];
  if (route.view !== 'state-machines') parts.push('state-machines', route.stateMachine);
  if (route.view === 'state-machine' && route.tab !== 'executions') parts.push(route.tab);
  if (route.view === 'execution') parts.push('executions', route.execution);
  return `#/${parts.map(encodeURIComponent).join('/')}`;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
