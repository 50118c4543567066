import { isAtLeast, run } from '@drydock/host';
import type { Problem } from '@drydock/model';
import type { Cancellable } from '../../driver.ts';
import { kindRequirements } from './requirements.ts';

/** Reports a kind that is older than the nodes need; rejects without kind. */
export async function checkKind(options: Cancellable): Promise<readonly Problem[]> {
  const said = await run('kind', ['version'], options);
  const [, version] = /\bv?(\d+\.\d+\.\d+)/u.exec(said) ?? [];
  const oldest = kindRequirements.programs['kind'] ?? '';
  // A build without a version is taken for a new one.
  if (version === undefined || isAtLeast(version, oldest)) return [];
  const message = `${said.trim()} is too old for the nodes.`;
  return [{ code: 'host_not_ready', message, fix: `Install kind ${oldest} or newer.` }];
}
