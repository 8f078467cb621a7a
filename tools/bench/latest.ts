import { join } from 'node:path';
import { PATHS } from 'helpers/project-paths';

/** The metrics of the latest run. */
export const LATEST = join(PATHS.local, 'bench', 'latest.json');
