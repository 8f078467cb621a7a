import { parseRoute, type Route } from './route.ts';

/**
 * Follows the address. On another view, the title gets the focus, as after loading a page. When only the
 * identity changes, the list of identities keeps it.
 */
export function followRoute(
  names: readonly string[],
  announce: (text: string) => void,
  follow: (route: Route) => void,
): void {
  let before = parseRoute(location.hash, names);
  addEventListener('hashchange', () => {
    const route = parseRoute(location.hash, names);
    const elsewhere = placeOf(route) !== placeOf(before);
    if (route.as !== before.as) announce(`Looking as ${route.as}.`);
    before = route;
    follow(route);
    if (!elsewhere) return;
    scrollTo(0, 0);
    requestAnimationFrame(() =>
      requestAnimationFrame(() => document.querySelector('h1')?.focus({ preventScroll: true })),
    );
  });
}

const placeOf = ({ as: _, ...home }: Route): string => JSON.stringify(home);
