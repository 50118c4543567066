import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where builds are kept, outside the checkout: `$XDG_CACHE_HOME/drydock`, else `~/.cache/drydock`. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  return join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'drydock');
}

/** Where a student's data lives: `$DRYDOCK_DATA`, else `$XDG_DATA_HOME/drydock`, else `~/.local/share/drydock`. */
export function dataFolder(env: NodeJS.ProcessEnv = process.env): string {
  return env['DRYDOCK_DATA'] || join(env['XDG_DATA_HOME'] || join(homedir(), '.local', 'share'), 'drydock');
}
