export { type ChaosReport, runChaos } from './chaos.ts';
export { openViewer } from './node-viewer.ts';
export { startRelayProcess } from './relay-process.ts';
export { startWorkspaceContainer, type WorkspaceContainer } from './workspace-container.ts';
