import { Command, InvalidArgumentError, Option } from 'commander';
import { interruptSignal } from './interrupt.ts';

/** The `drydock` command line. Each command loads its rooms when it runs, so that one broken room does not take the others with it. */
export function program(): Command {
  const drydock = new Command('drydock')
    .description('An interactive Kubernetes course with a real cluster per student')
    .showHelpAfterError()
    .enablePositionalOptions();

  drydock
    .command('start')
    .description('prepare this machine, build what is missing and serve the course')
    .option('--port <number>', 'port to listen on (default: DRYDOCK_PORT, else 8080)', port)
    .option(
      '--host <address>',
      'address to listen on (default: DRYDOCK_HOST, else 127.0.0.1, which only this machine reaches)',
    )
    .option('--data <folder>', dataHelp)
    .option('--yes', 'install missing system packages without asking', false)
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
    .action(async (options) => ends(await (await import('./commands/start.ts')).start(options, interruptSignal())));

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
    .action(async (options) => ends(await (await import('./commands/test.ts')).test(options, interruptSignal())));

  drydock
    .command('dev')
    .description('serve the pages with hot reload on simulated clusters, for work on the code')
    .option('--port <number>', 'port to listen on', port, 8081)
    .action(async (options) => ends(await (await import('./commands/dev.ts')).dev(options, interruptSignal())));

  drydock
    .command('watch [files...]')
    .description('run the unit tests that an edit concerns, again after each edit')
    .action(async (files: string[]) =>
      ends(await (await import('./commands/watch.ts')).watch(files, interruptSignal())),
    );

  drydock
    .command('doctor')
    .description('name every problem of this machine at once, each with its remedy')
    .option('--json', 'as JSON', false)
    .option('--fix', 'change what root may change at once: inotify limits, compressed swap', false)
    .option('--port <number>', 'port to look at (default: DRYDOCK_PORT, else 8080)', port)
    .option('--data <folder>', dataHelp)
    .action(async (options) => ends(await (await import('./commands/doctor.ts')).doctor(options)));

  const images = drydock.command('images').description('the images that clusters and workspaces are made of');
  images
    .command('status')
    .description('what is built, what is missing')
    .option('--json', 'as JSON', false)
    .action(async (options) => ends(await (await import('./commands/images.ts')).imagesStatus(options)));
  images
    .command('build')
    .description('build or pull what is missing')
    .option('--json', 'as JSON', false)
    .option('--yes', 'install missing system packages without asking', false)
    .action(async (options) =>
      ends(await (await import('./commands/images.ts')).imagesBuild(options, interruptSignal())),
    );

  const sandbox = drydock.command('sandbox').description('the clusters on this machine');
  sandbox
    .command('list')
    .description('every sandbox with its state')
    .option('--data <folder>', dataHelp)
    .option('--json', 'as JSON', false)
    .action(async (options) => ends(await (await import('./commands/sandbox.ts')).sandboxList(options)));
  sandbox
    .command('kubeconfig <id>')
    .description('print the administrator kubeconfig of a sandbox')
    .option('--data <folder>', dataHelp)
    .action(async (id, options) => ends(await (await import('./commands/sandbox.ts')).sandboxKubeconfig(id, options)));
  sandbox
    .command('shell <id>')
    .description("open a shell in the sandbox's workspace, as the student")
    .option('--data <folder>', dataHelp)
    .action(async (id, options) => ends(await (await import('./commands/sandbox.ts')).sandboxShell(id, options)));
  sandbox
    .command('delete <id...>')
    .description('destroy sandboxes and everything in them')
    .option('--data <folder>', dataHelp)
    .action(async (ids, options) => ends(await (await import('./commands/sandbox.ts')).sandboxDelete(ids, options)));

  const lesson = drydock.command('lesson').description('the lessons of this checkout');
  lesson
    .command('lint')
    .description(
      'every finding in the lessons, their catalogue and the glossary, with its place and what to write instead',
    )
    .action(async () => ends(await (await import('./commands/lesson.ts')).lessonLint()));

  lesson
    .command('preview <module/lesson>')
    .description('the page of a lesson while it is written, its cells on a cluster of their own')
    .option('--port <number>', 'port to listen on', port, 0)
    .option('--yes', 'install missing system packages without asking', false)
    .action(async (id, options) =>
      ends(await (await import('./commands/lesson-preview.ts')).lessonPreview(id, options, interruptSignal())),
    );
  lesson
    .command('test [ids...]')
    .description(
      'run every cell of the lessons on a real cluster, compare what it prints with its output, and write content/proofs/',
    )
    .option('--json', 'as JSON', false)
    .option('--jobs <number>', 'how many clusters at once', count, 1)
    .option('--update', 'rewrite the outputs that differ, in both languages', false)
    .option('--fresh', 'run again what was proved before, each lesson in a new cluster', false)
    .addOption(new Option('--language <language>', 'compare the outputs of one language only').choices(['en', 'zh']))
    .option('--yes', 'install missing system packages without asking', false)
    .action(async (ids, options) =>
      ends(await (await import('./commands/lesson-test.ts')).lessonTest(ids, options, interruptSignal())),
    );

  const lab = drydock.command('lab').description('the labs of this checkout');
  lab
    .command('lint [ids...]')
    .description('every finding in the files of the labs, with its place and what to write instead')
    .action(async (ids) => ends(await (await import('./commands/lab.ts')).labLint(ids)));
  lab
    .command('new <id>')
    .description('a lab of one task, with solution and mutant, that proves itself')
    .option('--lesson <module/lesson>', 'the lesson it belongs to (default: the first of the course)')
    .action(async (id, options) => ends(await (await import('./commands/lab-new.ts')).labNew(id, options)));
  lab
    .command('preview <id>')
    .description('the page of a lab while it is written, judged against a cluster of its own')
    .option('--port <number>', 'port to listen on', port, 0)
    .option('--yes', 'install missing system packages without asking', false)
    .action(async (id, options) =>
      ends(await (await import('./commands/lab-preview.ts')).labPreview(id, options, interruptSignal())),
    );
  lab
    .command('test [names...]')
    .usage('[options] [id...] [trial...]')
    .description(
      'prove labs on a real cluster (fresh start, solution, every mutant) and write labs/ID/proof.json; behind an id, the names of mutants or other trials: only these',
    )
    .option('--json', 'as JSON', false)
    .option('--jobs <number>', 'how many clusters at once', count, 1)
    .option('--no-mutants', 'only the fresh start and the solutions')
    .option('--fresh', 'prove again what was proved before and has not changed since', false)
    .option('--patient', 'give each trial all the time its checks allow: before a lab is first merged', false)
    .option('--keep', 'leave the sandbox of the last trial, to look at', false)
    .option('--yes', 'install missing system packages without asking', false)
    .action(async (names, options) =>
      ends(await (await import('./commands/lab.ts')).labTest(names, options, interruptSignal())),
    );

  drydock
    .command('grade <lab>')
    .description('grade any cluster; ends with 0 only for full points')
    .requiredOption('--kubeconfig <file>', 'how to reach the cluster')
    .option('--param <name=value>', "a parameter of the student's attempt, once for each", collect, [])
    .option('--since <time>', 'what is older does not count as new (ISO 8601; default: all is new)')
    .option('--data <folder>', dataHelp)
    .option('--json', 'as JSON', false)
    .option('--junit', 'as a JUnit report', false)
    .action(async (id, options) =>
      ends(await (await import('./commands/grade.ts')).grade(id, options, interruptSignal())),
    );

  const bench = drydock.command('bench').description('how quick this machine is, beside other ways to do the same');
  bench
    .command('verdict')
    .description('verdicts of solved labs, beside the same checks as kubectl scripts')
    .option('--lab <id>', 'which lab, once for each (default: four of unlike kinds)', collect, [])
    .option('--json', 'as JSON', false)
    .option('--rounds <number>', 'how often each is measured', count, 40)
    .option('--yes', 'install missing system packages without asking', false)
    .action(async (options) =>
      ends(await (await import('./commands/bench.ts')).benchVerdictCommand(options, interruptSignal())),
    );

  bench
    .command('start')
    .description('from the click to a prompt and to the API, beside kind create cluster')
    .option('--json', 'as JSON', false)
    .option('--rounds <number>', 'how often each is measured', count, 3)
    .option('--yes', 'install missing system packages without asking', false)
    .action(async (options) =>
      ends(await (await import('./commands/bench.ts')).benchStartCommand(options, interruptSignal())),
    );
  bench
    .command('cell')
    .description('from Run to the first output of a cell, beside the same command in a terminal')
    .option('--json', 'as JSON', false)
    .option('--rounds <number>', 'how often each is measured', count, 40)
    .option('--yes', 'install missing system packages without asking', false)
    .action(async (options) =>
      ends(await (await import('./commands/bench.ts')).benchCellCommand(options, interruptSignal())),
    );
  bench
    .command('view')
    .description('from a change in a cluster to the cluster view, on its stream and in the page')
    .option('--json', 'as JSON', false)
    .option('--rounds <number>', 'how many changes are timed', count, 60)
    .option('--yes', 'install missing system packages without asking', false)
    .action(async (options) =>
      ends(await (await import('./commands/bench.ts')).benchViewCommand(options, interruptSignal())),
    );
  bench
    .command('terminal')
    .description('a terminal beside docker exec and ttyd, then chaos')
    .option('--json', 'as JSON', false)
    .option('--rounds <number>', 'how many keys are timed', count, 300)
    .option('--chaos <seconds>', 'how long the chaos lasts', count, 120)
    .option('--yes', 'install missing system packages without asking', false)
    .action(async (options) =>
      ends(await (await import('./commands/bench.ts')).benchTerminalCommand(options, interruptSignal())),
    );

  const submission = drydock.command('submission').description('what students submitted, as signed files');
  submission
    .command('verify <file>')
    .description('check the signature against the key, and print what was submitted')
    .option('--key <file>', 'public key in PEM format (default: the key of the data folder)')
    .option('--data <folder>', dataHelp)
    .option('--json', 'as JSON', false)
    .action(async (file, options) =>
      ends(await (await import('./commands/submission.ts')).submissionVerify(file, options)),
    );
  submission
    .command('regrade <file>')
    .description("judge it again by this checkout's checks, from the recorded evidence alone")
    .option('--key <file>', 'public key in PEM format (default: the key of the data folder)')
    .option('--data <folder>', dataHelp)
    .option('--json', 'as JSON', false)
    .action(async (file, options) =>
      ends(await (await import('./commands/submission.ts')).submissionRegrade(file, options)),
    );
  submission
    .command('key')
    .description('print the public key that submissions are signed with here')
    .option('--data <folder>', dataHelp)
    .action(async (options) => ends(await (await import('./commands/submission.ts')).submissionKey(options)));

  drydock
    .command('screenshot')
    .description('take the picture of the README from a running Drydock')
    .option('--address <url>', 'the running Drydock', 'http://127.0.0.1:8080')
    .action(async (options) => ends(await (await import('./commands/screenshot.ts')).screenshot(options)));

  return drydock;
}

const dataHelp = 'where progress and sandboxes are kept (default: ~/.local/share/drydock)';

function ends(code: number): void {
  process.exitCode = code;
}

function port(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535) {
    throw new InvalidArgumentError('A port is a whole number from 0 to 65535; 0 takes a free one.');
  }
  return value;
}

function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('It is a whole number from 1 up.');
  return value;
}

function collect(text: string, before: readonly string[]): readonly string[] {
  return [...before, text];
}

function list(text: string): readonly string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
}
