import { isAtLeast, runToEnd } from '@drydock/host';
import type { Problem } from '@drydock/model';
import { z } from 'zod';
import type { Cancellable } from '../../driver.ts';
import { minikubeRequirements } from './info.ts';
import { callMinikube } from './start/call.ts';
import { fail } from './text/fail.ts';

const Version = z.object({ minikubeVersion: z.string() });

/** Reports a minikube that is missing, or older than the nodes need. */
export async function checkMinikube({ signal }: Cancellable): Promise<readonly Problem[]> {
  const said = await runToEnd(...callMinikube(['version', '--output', 'json']), { signal });
  if (said.exitCode === 127) return [fail('host_not_ready', (text) => text.missing).toJSON()];
  const version = versionIn(said.stdout);
  if (version === undefined)
    return [fail('host_not_ready', (text) => text.noVersion(said.stdout.slice(0, 200))).toJSON()];
  const oldest = minikubeRequirements.programs['minikube'] ?? '';
  if (isAtLeast(version, oldest)) return [];
  return [fail('host_not_ready', (text) => text.tooOld(version, oldest)).toJSON()];
}

function versionIn(json: string): string | undefined {
  try {
    return /\d+\.\d+\.\d+/u.exec(Version.parse(JSON.parse(json)).minikubeVersion)?.[0];
  } catch {
    return undefined;
  }
}
