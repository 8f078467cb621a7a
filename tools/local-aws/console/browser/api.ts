import type {
  About,
  CallName,
  CallResult,
  Calls,
  KmsCallView,
  PrincipalAccess,
  ProtectingKeys,
  Step,
} from '../contract.ts';

/** The server of the page. Its answers have the forms of the contract. */
export type Api = {
  about(): Promise<About>;
  call<Name extends CallName>(
    as: string,
    name: Name,
    input: Calls[Name]['input'] & { ofStateMachine?: string },
  ): Promise<CallResult<Calls[Name]['answer']>>;
  /** @param edited a key policy that is not saved, and the identity that would save it. */
  principalAccess(
    stateMachineArn: string,
    edited?: { policy: string; as: string },
  ): Promise<PrincipalAccess>;
  roleSteps(stateMachineArn: string): Promise<readonly Step[]>;
  protectingKeys(
    stateMachineArn: string,
    executionArns: readonly string[],
  ): Promise<ProtectingKeys>;
  /** Reports calls to KMS as they come. Resolves or rejects when the server ends. */
  live(onCalls: (calls: readonly KmsCallView[]) => void): Promise<void>;
};

/**
 * @param token which the server has put into the page.
 */
export function apiWith(token: string): Api {
  const ask = async (path: string, body: object): Promise<Response> => {
    const headers = { 'Content-Type': 'application/json', 'X-Console-Token': token };
    const asked = { method: 'POST', headers, body: JSON.stringify(body) };
    const response = await fetch(`/api/${path}`, asked);
    if (!response.ok) throw new Error((await response.text()).trim());
    return response;
  };
  return {
    about: async () => (await ask('about', {})).json(),
    call: async (as, name, input) => (await ask('call', { as, name, input })).json(),
    principalAccess: async (stateMachineArn, edited) =>
      (await ask('access', { stateMachineArn, ...edited })).json(),
    roleSteps: async (stateMachineArn) => (await ask('role-steps', { stateMachineArn })).json(),
    protectingKeys: async (stateMachineArn, executionArns) =>
      (await ask('protecting-keys', { stateMachineArn, executionArns })).json(),
    async live(onCalls) {
      const { body } = await ask('live', {});
      // A connection that breaks without an end must be noticed: the server writes every ten seconds.
      const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
      let rest = '';
      for (;;) {
        const { value, done } = (await reader?.read()) ?? { value: undefined, done: true };
        if (done) return;
        const lines = (rest + value).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) onCalls(JSON.parse(line));
      }
    },
  };
}
