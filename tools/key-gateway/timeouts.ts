/** Every time limit of the gateway, in milliseconds. */
export const TIMEOUT = {
  /** The emulator answers a request of a protected service. */
  request: 30_000,
  /** GetActivityTask waits up to 60 s for a task. */
  activityTask: 75_000,
  /** StartSyncExecution and TestState answer when the work is done: five minutes at most. */
  execution: 310_000,
  /** The emulator answers a request that changes policies, keys or stacks. */
  observedRequest: 120_000,
  /** The gateway's own reads connect to the emulator. */
  adminConnect: 1000,
  /** The gateway's own reads get an answer. */
  adminRequest: 5000,
  /** An idle connection to the emulator is closed before the emulator closes it (hypercorn: 5 s). */
  upstreamIdle: 3000,
  /** A client's idle connection is closed. */
  clientIdle: 60_000,
  /** The headers of a client's request are complete. */
  clientHeaders: 15_000,
  /** The body of a client's request is complete, where the gateway must read all of it. */
  clientBody: 30_000,
  /** A client sends the next bytes of a body that is streamed to the emulator. */
  clientBodyPause: 30_000,
  /** A whole streamed request is there. */
  clientRequest: 300_000,
} as const;
