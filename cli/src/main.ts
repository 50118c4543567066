import { program } from './program.ts';
import { reportError } from './report-error.ts';

try {
  await program().parseAsync();
} catch (error) {
  await reportError(error);
  process.exitCode = 1;
}
// Something may still hold the event loop (a socket, a watch); a command that is done ends.
process.exit();
