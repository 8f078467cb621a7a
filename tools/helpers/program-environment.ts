/** Variables that programs of the project get, by name. Names are compared in upper case. */
const ALLOWED: ReadonlySet<string> = new Set([
  ...['PATH', 'HOME', 'USER', 'LOGNAME', 'SHELL', 'PWD', 'TZ', 'TMPDIR', 'TMP', 'TEMP'],
  // Locale and terminal.
  ...['LANG', 'LANGUAGE', 'TERM', 'COLORTERM', 'NO_COLOR', 'FORCE_COLOR', 'COLUMNS', 'CI'],
  // A proxy, and the certificates behind it.
  ...['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY'],
  ...['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'SSL_CERT_DIR'],
  ...['REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE'],
  ...['LD_LIBRARY_PATH', 'DOCKER_CONFIG', 'DOCKER_CONTEXT'],
  // Windows.
  ...['SYSTEMROOT', 'WINDIR', 'COMSPEC', 'PATHEXT', 'SYSTEMDRIVE'],
  ...['USERPROFILE', 'APPDATA', 'LOCALAPPDATA'],
]);

/**
 * Prefixes of further names: the locale, the folders of the user, where npm, pip and uv find their
 * packages, and where version managers keep Python. npm's own settings reach scripts in lower case.
 */
const ALLOWED_PREFIXES = [
  ...['LC_', 'XDG_', 'NPM_CONFIG_', 'PIP_', 'UV_'],
  ...['PYENV_', 'ASDF_', 'MISE_', 'NIX_'],
];

/** Variables of this project that the programs and tests read. */
export const PROJECT_VARIABLES: ReadonlySet<string> = new Set([
  ...['LOCAL_AWS_TOOLS', 'CHROMIUM', 'FUZZ_SECONDS', 'FUZZ_SEED', 'ENDURANCE_SEED'],
  ...['REQUIRE_SAM_LOCAL', 'REQUIRE_BROWSER', 'UPDATE_SCREENSHOTS'],
  // Values from the programs that start Jest, for the tests.
  ...['SAM_LOCAL_WORKBENCH', 'CONSOLE_SETTING'],
]);

/**
 * Returns the part of an environment that programs of the project get: the variables that a program
 * needs to run, to print and to reach the network. It leaves out all others, because emulators,
 * SDKs, Powertools for AWS Lambda, Python and Node.js read settings from variables that no list can
 * cover.
 *
 * @param base is the environment of a person's shell.
 */
export function programEnvironment(base: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(base).filter(([name]) => isAllowed(name)));
}

/** Returns whether programs of the project get a variable. */
export function isAllowed(variable: string): boolean {
  const name = variable.toUpperCase();
  return (
    ALLOWED.has(name) ||
    PROJECT_VARIABLES.has(name) ||
    ALLOWED_PREFIXES.some((prefix) => name.startsWith(prefix))
  );
}
