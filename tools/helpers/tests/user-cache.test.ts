import { describe, expect, it } from '@jest/globals';
import { userCacheFolder } from '../user-cache.ts';

const PROJECT = 'stock-trading-under-its-own-key';

describe("the folder in the user's cache", () => {
  it.each<[NodeJS.Platform, NodeJS.ProcessEnv, string]>([
    ['linux', { HOME: '/home/ana' }, `/home/ana/.cache/${PROJECT}`],
    ['darwin', { HOME: '/Users/ana' }, `/Users/ana/Library/Caches/${PROJECT}`],
    ['linux', { HOME: '/home/ana', XDG_CACHE_HOME: '/fast' }, `/fast/${PROJECT}`],
    ['darwin', { HOME: '/Users/ana', XDG_CACHE_HOME: '/fast' }, `/fast/${PROJECT}`],
    ['linux', { HOME: '/home/ana', XDG_CACHE_HOME: '' }, `/home/ana/.cache/${PROJECT}`],
    ['win32', { HOME: '/u', LOCALAPPDATA: '/u/AppData' }, `/u/AppData/${PROJECT}/Cache`],
  ])('is on %s with %j: %s', (platform, env, folder) => {
    expect(userCacheFolder(env, platform)).toBe(folder);
  });

  it('ignores a relative XDG_CACHE_HOME, as the specification requires', () => {
    const env = { HOME: '/home/ana', XDG_CACHE_HOME: 'cache' };
    expect(userCacheFolder(env, 'linux')).toBe(`/home/ana/.cache/${PROJECT}`);
  });

  it('has a default without HOME', () => {
    expect(userCacheFolder({}, 'linux')).toMatch(new RegExp(`^/.*\\.cache/${PROJECT}$`));
  });
});
