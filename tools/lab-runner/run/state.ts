/** The script that leads to a known state from any other, relative to the root of the repository. */
export const stateScript = (state: string): string => `workshop/states/${state}.sh`;
