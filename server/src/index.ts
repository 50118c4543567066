export { makeBackup, type MadeBackup } from './backup/backup.ts';
export { restoreBackup, type Restored } from './backup/restore.ts';
export { isLoopback, readConfig, type Config } from './config.ts';
export { assertFree } from './http/listen.ts';
export { startServer, type RunningServer, type ServerOptions } from './server.ts';
export { isSignedBy, publicKeyOf } from './submissions/key.ts';
export type { SignedSubmission } from './submissions/submit.ts';
