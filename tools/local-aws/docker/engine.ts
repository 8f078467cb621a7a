import { MissingToolError } from 'helpers/errors';
import { runAnyway } from 'helpers/run-program';
import { type LambdaArchitecture, lambdaArchitecture } from './architecture.ts';

/** Whether functions can run in containers here, and if not, what to do. */
export type DockerEngine =
  | { available: true; version: string; architecture: LambdaArchitecture }
  | { available: false; why: string; whatToDo: string };

const ADVICE = {
  command:
    'install Docker: https://docs.docker.com/engine/install/ (on Debian and Ubuntu: apt-get install -y docker.io)',
  engine: 'start Docker: systemctl start docker, Docker Desktop, or dockerd as root',
  linux: 'switch Docker to Linux containers',
} as const;

/**
 * Asks the Docker CLI for its engine. It never starts an engine.
 *
 * @param env the environment of `docker`; DOCKER_HOST has an effect, as for the SAM CLI
 *   (https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/install-docker.html).
 */
export async function dockerEngine(env: NodeJS.ProcessEnv = process.env): Promise<DockerEngine> {
  try {
    const format = '{{.Server.Version}} {{.Server.Os}} {{.Server.Arch}}';
    const asked = await runAnyway('docker', ['version', '--format', format], {
      env,
      timeout: 20_000,
    });
    return asked.exitCode === 0
      ? fromAnswer(asked.stdout)
      : unavailable(`no Docker engine answers (${lastLine(asked.stderr)})`, ADVICE.engine);
  } catch (error) {
    if (error instanceof MissingToolError) {
      return unavailable('the docker command is not installed', ADVICE.command);
    }
    return unavailable('the Docker engine does not answer within 20 seconds', ADVICE.engine);
  }
}

/** @param answer version, operating system and processor of the engine, as the CLI prints them. */
function fromAnswer(answer: string): DockerEngine {
  const [version = '', os = '', processor = ''] = answer.trim().split(' ');
  if (os !== 'linux') return unavailable(`the Docker engine runs ${os} containers`, ADVICE.linux);
  const architecture = lambdaArchitecture(processor);
  if (architecture === undefined) {
    return unavailable(
      `Lambda does not support the processor ${processor}`,
      'use an x86_64 or arm64 machine',
    );
  }
  return { available: true, version, architecture };
}

const unavailable = (why: string, whatToDo: string): DockerEngine => ({
  available: false,
  why,
  whatToDo,
});

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? '';
