import { run } from '@drydock/host';
import { checkout } from '../setup/checkout.ts';

/** Lists the files of the repository, with those that are new and not ignored, relative to its root. */
export async function trackedFiles(): Promise<readonly string[]> {
  const list = async (...which: string[]): Promise<string[]> => {
    const stdout = await run('git', ['ls-files', '-z', '--deduplicate', ...which], { cwd: checkout });
    return stdout.split('\0').filter((file) => file !== '');
  };
  const deleted = new Set(await list('--deleted'));
  return (await list('--cached', '--others', '--exclude-standard')).filter((file) => !deleted.has(file));
}
