import type { Command } from 'commander';
import { interruptSignal } from '../interrupt.ts';
import { dataHelp, ends } from './arguments.ts';

/** Adds the commands about what is on this machine: `images` and `sandbox`. */
export function addMachine(drydock: Command): void {
  const images = drydock.command('images').description('the images that clusters and workspaces are made of');
  images
    .command('status')
    .description('what is built, what is missing')
    .option('--json', 'as JSON', false)
    .action(async (options) => ends(await (await import('../commands/images.ts')).imagesStatus(options)));
  images
    .command('build')
    .description('build or pull what is missing')
    .option('--json', 'as JSON', false)
    .option('--yes', 'install missing system packages without asking', false)
    .action(async (options) =>
      ends(await (await import('../commands/images.ts')).imagesBuild(options, interruptSignal())),
    );
  images
    .command('base')
    .description(
      'make the small Debian that images/ builds on, for docker-compose.yml without a registry, and print its name',
    )
    .option('--yes', 'install missing system packages without asking', false)
    .action(async (options) =>
      ends(await (await import('../commands/images.ts')).imagesBase(options, interruptSignal())),
    );

  const sandbox = drydock.command('sandbox').description('the clusters on this machine');
  sandbox
    .command('list')
    .description('every sandbox with its state')
    .option('--data <folder>', dataHelp)
    .option('--json', 'as JSON', false)
    .action(async (options) => ends(await (await import('../commands/sandbox.ts')).sandboxList(options)));
  sandbox
    .command('kubeconfig <id>')
    .description('print the administrator kubeconfig of a sandbox')
    .option('--data <folder>', dataHelp)
    .action(async (id, options) => ends(await (await import('../commands/sandbox.ts')).sandboxKubeconfig(id, options)));
  sandbox
    .command('shell <id>')
    .description("open a shell in the sandbox's workspace, as the student")
    .option('--data <folder>', dataHelp)
    .action(async (id, options) => ends(await (await import('../commands/sandbox.ts')).sandboxShell(id, options)));
  sandbox
    .command('delete <id...>')
    .description('destroy sandboxes and everything in them')
    .option('--data <folder>', dataHelp)
    .action(async (ids, options) => ends(await (await import('../commands/sandbox.ts')).sandboxDelete(ids, options)));
}
