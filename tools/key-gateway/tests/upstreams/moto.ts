import type { PythonUpstream } from './python-upstream.ts';

export const moto: PythonUpstream = {
  name: 'moto 5.2.5',
  requirement: 'moto[server]==5.2.5',
  pythons: ['python3', 'python3.12', 'python3.13', 'python3.11'],
  command: (port) => ['moto_server', '-H', '127.0.0.1', '-p', String(port)],
  health: '/moto-api/data.json',
};
