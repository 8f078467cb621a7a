/** What the page shows, as its address says it. */
export type Route = {
  /** Who is looking. */
  readonly as: string;
} & (
  | { readonly view: 'machines' }
  | { readonly view: 'machine'; readonly machine: string; readonly tab: Tab }
  | { readonly view: 'execution'; readonly machine: string; readonly execution: string }
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
 * Reads the part of an address behind the `#`; what leads nowhere leads to the list of machines.
 *
 * @param known names of those who can look; the first of them does when the address names nobody.
 */
export function parseRoute(hash: string, known: readonly string[]): Route {
  const [name = '', , machine, part, execution] = hash
    .replace(/^#?\/?/, '')
    .split('/')
    .map(decoded);
  const as = known.includes(name) ? name : (known[0] ?? '');
  if (!machine) return { as, view: 'machines' };
  if (part === 'executions' && execution) return { as, view: 'execution', machine, execution };
  return { as, view: 'machine', machine, tab: part && isTab(part) ? part : 'executions' };
}

/** The address of a route: `#/auditor/machines/stock-trading/executions/NAME`. */
export function href(route: Route): string {
  const parts = [route.as];
  if (route.view !== 'machines') parts.push('machines', route.machine);
  if (route.view === 'machine' && route.tab !== 'executions') parts.push(route.tab);
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
