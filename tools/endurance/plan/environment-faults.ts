/** A fault that affects every execution of a burst. */
export const ENVIRONMENT_FAULTS = {
  /** All changes since the last orderly end are lost, because the emulator saves its state only then. */
  'emulator-killed': { cutsOff: true },
  'emulator-ended': { cutsOff: true },
  'gateway-killed': { cutsOff: false },
  'key-disabled': { cutsOff: true },
  'role-taken-out': { cutsOff: false },
  'auditor-taken-out': { cutsOff: false },
} as const satisfies Record<string, { readonly cutsOff: boolean }>;

export type EnvironmentFault = keyof typeof ENVIRONMENT_FAULTS;

export const environmentFaults = Object.keys(ENVIRONMENT_FAULTS) as EnvironmentFault[];

/** Whether the fault can change how accepted executions end. */
export const cutsOff = (environmentFault: EnvironmentFault | undefined): boolean =>
  environmentFault !== undefined && ENVIRONMENT_FAULTS[environmentFault].cutsOff;
