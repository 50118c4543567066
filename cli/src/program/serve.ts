import { type Command, Option } from 'commander';
import { interruptSignal } from '../interrupt.ts';
import { baseHelp, dataHelp, ends, list, port } from './arguments.ts';

/** Adds the commands that serve the course or the work on it: `start`, `site`, `backup`, `restore`, `test`, `dev`, `watch` and `doctor`. */
export function addServe(drydock: Command): void {
  drydock
    .command('start')
    .description('prepare this machine, build what is missing and serve the course')
    .option('--port <number>', 'port to listen on (default: DRYDOCK_PORT, else 8080)', port)
    .option(
      '--host <address>',
      'address to listen on (default: DRYDOCK_HOST, else 127.0.0.1, which only this machine reaches)',
    )
    .option('--base <path>', baseHelp)
    .option('--data <folder>', dataHelp)
    .option(
      '--driver <name>',
      'what makes the clusters: kind, minikube, or external, which borrows one of yours (default: DRYDOCK_DRIVER, else kind)',
    )
    .option('--context <name>', 'the context of your kubeconfig that you lend (default: DRYDOCK_CONTEXT)')
    .addOption(
      new Option(
        '--node-access <how>',
        'let students and labs enter the nodes of the cluster you lend as root: they are containers of this Docker (default: DRYDOCK_NODE_ACCESS, else nobody enters them)',
      ).choices(['docker']),
    )
    .option('--confirm <name>', 'the same name again: you lend that cluster, without being asked')
    .addOption(
      new Option(
        '--tier <number>',
        'whom it is for: 1, students who may be root on this machine, or 2, a class that shares it (default: DRYDOCK_TIER, else 1)',
      ).choices(['1', '2']),
    )
    .option('--yes', 'install missing system packages without asking', false)
    .option('--prepared', 'serve with what is there: install nothing, build no image', false)
    .addOption(
      new Option('--record <what>', 'how attempts begin: their terminals recorded or not, input too').choices([
        'off',
        'output',
        'input',
      ]),
    )
    .addOption(
      new Option('--record-by <who>', 'who decides it: each student, or the course for all').choices([
        'student',
        'course',
      ]),
    )
    .action(async (options) => ends(await (await import('../commands/start.ts')).start(options, interruptSignal())));

  drydock
    .command('site')
    .description('build the pages, if they have changed, and print their folder')
    .option('--base <path>', baseHelp)
    .action(async (options) =>
      ends(await (await import('../commands/start.ts')).printSite(options, interruptSignal())),
    );

  drydock
    .command('backup')
    .description('copy progress, keys and recordings to a new folder, also while the server runs, and print it')
    .requiredOption('--to <folder>', 'where backups are kept')
    .option('--data <folder>', dataHelp)
    .action(async (options) => ends(await (await import('../commands/backup.ts')).backup(options)));

  drydock
    .command('restore <backup>')
    .description('put a backup into an empty data folder; the server must not run')
    .option('--data <folder>', dataHelp)
    .option('--replace', 'move data that is there aside', false)
    .action(async (folder, options) => ends(await (await import('../commands/backup.ts')).restore(folder, options)));

  drydock
    .command('test')
    .description('prepare this machine and run every test; the last line counts them')
    .option('--only <parts>', 'run only these parts, by name, separated by commas', list)
    .addOption(
      new Option('--prove <trials>', 'which trials of the labs are made: those that changed and a few drawn, or all')
        .choices(['changed', 'all'])
        .default('changed'),
    )
    .option('--patient', 'give each trial of a lab all the time its checks allow', false)
    .option('--yes', 'install missing system packages without asking', false)
    .action(async (options) => ends(await (await import('../commands/test.ts')).test(options, interruptSignal())));

  drydock
    .command('dev')
    .description('serve the pages with hot reload on simulated clusters, for work on the code')
    .option('--port <number>', 'port to listen on', port, 8081)
    .action(async (options) => ends(await (await import('../commands/dev.ts')).dev(options, interruptSignal())));

  drydock
    .command('watch [files...]')
    .description('run the unit tests that an edit concerns, again after each edit')
    .action(async (files: string[]) =>
      ends(await (await import('../commands/watch.ts')).watch(files, interruptSignal())),
    );

  drydock
    .command('doctor')
    .description('name every problem of this machine at once, each with its remedy')
    .option('--json', 'as JSON', false)
    .option('--fix', 'change what root may change at once: inotify limits, compressed swap', false)
    .option('--port <number>', 'port to look at (default: DRYDOCK_PORT, else 8080)', port)
    .option('--data <folder>', dataHelp)
    .action(async (options) => ends(await (await import('../commands/doctor.ts')).doctor(options)));
}
