import { Command } from 'commander';
import { ends } from './program/arguments.ts';
import { addBench } from './program/bench.ts';
import { addLab, addLesson } from './program/content.ts';
import { addGrade, addSubmission } from './program/grading.ts';
import { addMachine } from './program/machine.ts';
import { addServe } from './program/serve.ts';

/** The `drydock` command line. Each command loads its rooms when it runs, so that one broken room does not take the others with it. */
export function program(): Command {
  const drydock = new Command('drydock')
    .description('An interactive Kubernetes course with a real cluster per student')
    .showHelpAfterError()
    .enablePositionalOptions();

  for (const add of [addServe, addMachine, addLesson, addLab, addGrade, addBench, addSubmission]) add(drydock);
  drydock
    .command('screenshot')
    .description('take the picture of the README from a running Drydock')
    .option('--address <url>', 'the running Drydock', 'http://127.0.0.1:8080')
    .action(async (options) => ends(await (await import('./commands/screenshot.ts')).screenshot(options)));

  return drydock;
}
