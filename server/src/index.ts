export { isLoopback, readConfig, type Config } from './config.ts';
export { assertPortFree } from './http/listen.ts';
export { startServer, type RunningServer, type ServerOptions } from './server.ts';
export { isSignedBy, publicKeyOf } from './submissions/key.ts';
export type { SignedSubmission } from './submissions/submit.ts';
