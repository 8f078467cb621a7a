import { isRejectedWhen } from './corrupted-run.ts';

isRejectedWhen('memory is back where it was', [
  [
    'the gateway doubled',
    ({ memory }) => ({
      memory: [...memory, { of: 'gateway', pid: 1, mebibytes: 62, executions: 2000 }],
    }),
    'The gateway grew from 30 to 62 MiB',
  ],
  [
    'the emulator grew by more than it keeps',
    ({ memory }) => ({
      memory: [...memory, { of: 'emulator', pid: 2, mebibytes: 400, executions: 1001 }],
    }),
    'The emulator grew from 100 to 400 MiB',
  ],
  [
    'functions are still there after a rest',
    ({ memory }) => ({
      memory: [
        ...memory,
        { of: 'emulator', pid: 2, mebibytes: 100, executions: 1001, workers: 5, rested: true },
      ],
    }),
    'The emulator still runs 5 functions',
  ],
]);
