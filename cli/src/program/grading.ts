import type { Command } from 'commander';
import { interruptSignal } from '../interrupt.ts';
import { collect, dataHelp, ends } from './arguments.ts';

/** Adds `grade`, for any cluster. */
export function addGrade(drydock: Command): void {
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
      ends(await (await import('../commands/grade.ts')).grade(id, options, interruptSignal())),
    );
}

/** Adds the commands about what students submitted. */
export function addSubmission(drydock: Command): void {
  const submission = drydock.command('submission').description('what students submitted, as signed files');
  submission
    .command('verify <file>')
    .description('check the signature against the key, and print what was submitted')
    .option('--key <file>', 'public key in PEM format (default: the key of the data folder)')
    .option('--data <folder>', dataHelp)
    .option('--json', 'as JSON', false)
    .action(async (file, options) =>
      ends(await (await import('../commands/submission.ts')).submissionVerify(file, options)),
    );
  submission
    .command('regrade <file>')
    .description("judge it again by this checkout's checks, from the recorded evidence alone")
    .option('--key <file>', 'public key in PEM format (default: the key of the data folder)')
    .option('--data <folder>', dataHelp)
    .option('--json', 'as JSON', false)
    .action(async (file, options) =>
      ends(await (await import('../commands/submission.ts')).submissionRegrade(file, options)),
    );
  submission
    .command('key')
    .description('print the public key that submissions are signed with here')
    .option('--data <folder>', dataHelp)
    .action(async (options) => ends(await (await import('../commands/submission.ts')).submissionKey(options)));
}
