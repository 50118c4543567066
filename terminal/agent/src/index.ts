export { startAgent, type Agent } from './agent.ts';
export { createCells } from './cells/cells.ts';
export type { PtyCommand, PtyEvents, SpawnPty } from './process/pty.ts';
export { createRecorder } from './recording/recorder.ts';
export { createScreen } from './screen/screen.ts';
export { createWorkspace } from './workspace.ts';
