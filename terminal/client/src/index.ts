export { clearTerminal } from './clear.ts';
export { createTerminalClient } from './client.ts';
export type { ClientEffect, ClientPhase, TerminalClient } from './effect.ts';
export { terminalEscapes } from './escapes.ts';
export { resizeEmulator } from './resize.ts';
export { columnsOf, useTerminalWidths } from './width.ts';
