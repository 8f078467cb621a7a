/** Files whose mutants one kind of tests kills. */
export type Target = {
  name: string;
  title: string;
  /** Folder that the patterns of the tests count from, below the root. */
  folder: '.' | 'tools';
  /** Patterns of the files that are changed, from the root. */
  files: readonly string[];
  /** Patterns of the tests that run, from its folder. */
  tests: readonly string[];
  /** Patterns of further tests, which take long. Only mutants that survived before are tried by them. */
  thorough: readonly string[];
};

const ENGINE = 'tools/who-can-read';
const GATEWAY = 'tools/key-gateway';

/** What is mutated, and by which tests its mutants should be killed. */
export const targets: readonly Target[] = [
  {
    name: 'engine',
    title: 'Policy engine',
    folder: 'tools',
    files: [
      `${ENGINE}/decision/*.ts`,
      `${ENGINE}/policy/**/*.ts`,
      `${ENGINE}/kms/{decide-kms,decide-by-any-name,match-grant}.ts`,
      `${ENGINE}/step-functions/decide-step-functions.ts`,
    ],
    tests: [
      'who-can-read/tests/cases.test.ts',
      'who-can-read/tests/{context,decision,kms,policy,principal,step-functions}/**/*.test.ts',
    ],
    thorough: [
      'who-can-read/tests/{holes,policy-fuzz,properties,unknown-values}.test.ts',
      'who-can-read/tests/{escalation,report}/**/*.test.ts',
    ],
  },
  {
    name: 'gateway',
    title: 'Decision of the key gateway',
    folder: 'tools',
    files: [
      `${GATEWAY}/states/authorize.ts`,
      `${GATEWAY}/kms/authorize-kms.ts`,
      `${GATEWAY}/states/integrations/decide-*.ts`,
      `${GATEWAY}/caller/may-assume.ts`,
    ],
    tests: ['key-gateway/tests/decisions/*.test.ts'],
    thorough: [
      'key-gateway/tests/{activities,alias-swap,assume-role,bypass-attempts,callers}.test.ts',
      'key-gateway/tests/{configuration,definition-permissions,direct-kms}.test.ts',
      'key-gateway/tests/{distributed-map,leaks,operations,other-keys,runs}.test.ts',
    ],
  },
  {
    name: 'functions',
    title: 'Functions',
    folder: '.',
    files: ['functions/**/*.ts'],
    tests: ['tests/functions/**/*.test.ts'],
    thorough: [],
  },
];

/** Files in which each surviving mutant must have an explanation. */
export const mustBeExplained = (file: string): boolean =>
  /\/(?:may-assume|(?:decide|match|evaluate|authorize)[\w-]*)\.ts$/.test(file);
