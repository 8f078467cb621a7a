/** Something that goes wrong for everybody, while a burst of executions goes on. */
export const ENVIRONMENT_FAULTS = {
  /** All since its last orderly end is lost: the emulator saves its state nowhere else. */
  'emulator-killed': { cutsOff: true },
  'emulator-ended': { cutsOff: true },
  'gateway-killed': { cutsOff: false },
  'key-disabled': { cutsOff: true },
  'role-taken-out': { cutsOff: false },
  'auditor-taken-out': { cutsOff: false },
} as const satisfies Record<string, { readonly cutsOff: boolean }>;

export type EnvironmentFault = keyof typeof ENVIRONMENT_FAULTS;

export const environmentFaults = Object.keys(ENVIRONMENT_FAULTS) as EnvironmentFault[];

/** Whether executions that were accepted may end otherwise than they would have. */
export const cutsOff = (environmentFault: EnvironmentFault | undefined): boolean =>
  environmentFault !== undefined && ENVIRONMENT_FAULTS[environmentFault].cutsOff;
