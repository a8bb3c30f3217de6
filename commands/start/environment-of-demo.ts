import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectFolder } from './sources.ts';

/** The environment; where it configures no database, the running demo's. */
export function environmentOrDemo(): NodeJS.ProcessEnv {
  if (process.env['DATABASE_URL']) return process.env;
  const file = path.join(process.env['VORGANG_STATE'] ?? path.join(projectFolder, '.vorgang'), 'environment.json');
  return { ...process.env, ...(existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {}) };
}
