/** Returns the script that leads from any state to a known one, relative to the root of the repository. */
export const stateScript = (state: string): string => `workshop/states/${state}.sh`;
