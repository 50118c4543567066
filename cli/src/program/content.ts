import { type Command, Option } from 'commander';
import { interruptSignal } from '../interrupt.ts';
import { count, ends, port } from './arguments.ts';

/** Adds the commands about lessons. */
export function addLesson(drydock: Command): void {
  const lesson = drydock.command('lesson').description('the lessons of this checkout');
  lesson
    .command('lint')
    .description(
      'every finding in the lessons, their catalogue and the glossary, with its place and what to write instead',
    )
    .action(async () => ends(await (await import('../commands/lesson.ts')).lessonLint()));

  lesson
    .command('coverage')
    .description('what the lessons and labs say they cover of the curriculum, and where they disagree')
    .option('--write', 'write docs/coverage.md', false)
    .option('--json', 'as JSON', false)
    .action(async (options) => ends(await (await import('../commands/lesson-coverage.ts')).lessonCoverage(options)));
  lesson
    .command('preview <module/lesson>')
    .description('the page of a lesson while it is written, its cells on a cluster of their own')
    .option('--port <number>', 'port to listen on', port, 0)
    .option('--yes', 'install missing system packages without asking', false)
    .action(async (id, options) =>
      ends(await (await import('../commands/lesson-preview.ts')).lessonPreview(id, options, interruptSignal())),
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
      ends(await (await import('../commands/lesson-test.ts')).lessonTest(ids, options, interruptSignal())),
    );
}

/** Adds the commands about labs. */
export function addLab(drydock: Command): void {
  const lab = drydock.command('lab').description('the labs of this checkout');
  lab
    .command('lint [ids...]')
    .description('every finding in the files of the labs, with its place and what to write instead')
    .action(async (ids) => ends(await (await import('../commands/lab.ts')).labLint(ids)));
  lab
    .command('new <id>')
    .description('a lab of one task, with solution and mutant, that proves itself')
    .option('--lesson <module/lesson>', 'the lesson it belongs to (default: the first of the course)')
    .action(async (id, options) => ends(await (await import('../commands/lab-new.ts')).labNew(id, options)));
  lab
    .command('preview <id>')
    .description('the page of a lab while it is written, judged against a cluster of its own')
    .option('--port <number>', 'port to listen on', port, 0)
    .option('--yes', 'install missing system packages without asking', false)
    .action(async (id, options) =>
      ends(await (await import('../commands/lab-preview.ts')).labPreview(id, options, interruptSignal())),
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
      ends(await (await import('../commands/lab.ts')).labTest(names, options, interruptSignal())),
    );
}
