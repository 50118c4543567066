export { writeAtomically } from './atomic-file.ts';
export { type Dial, dialSocket } from './dial.ts';
export { daemonRefusal, docker, dockerIfThere } from './docker.ts';
export { takeLock, type LockOptions } from './lock.ts';
export { isGroupAlive, isProcessAlive, nameProcess, nameThisProcess } from './process-name.ts';
export { quoteCommand } from './quote-command.ts';
export { run, runToEnd, tryRun, type Outcome, type RunOptions, type RunResult } from './run.ts';
export { aborted, commandFailed, isDockerGone } from './run-errors.ts';
export { runStep, secondsSince, startStep } from './step.ts';
