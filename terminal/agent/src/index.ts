export { startAgent, type Agent } from './agent.ts';
export { createCells } from './cells/cells.ts';
export type { PtyCommand, PtyEvents, SpawnPty } from './pty.ts';
export { createRecorder } from './recorder.ts';
export { createScreen } from './screen.ts';
export { createWorkspace } from './workspace.ts';
