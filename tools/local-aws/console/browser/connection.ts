import type { KmsCallView } from '../contract.ts';
import type { Api } from './api.ts';

const RETRY_MS = 2000;

/** What a connection reports. */
export type ConnectionEvents = {
  readonly onCalls: (calls: readonly KmsCallView[]) => void;
  readonly onLost: () => void;
  readonly onBack: () => void;
};

/** Listens to calls to KMS, and connects again when the server has ended. Never ends. */
export async function keepConnected(
  api: Pick<Api, 'live' | 'about'>,
  { onCalls, onLost, onBack }: ConnectionEvents,
): Promise<void> {
  for (;;) {
    await api.live(onCalls).catch(() => {});
    onLost();
    await untilBack(api);
    onBack();
  }
}

async function untilBack(api: Pick<Api, 'about'>): Promise<void> {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    if (await api.about().then(Boolean, () => false)) return;
  }
}
