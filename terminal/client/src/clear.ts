/**
 * Brings an emulator back to a fresh one, but for two options of xterm.js that the page sets itself: full reset, and the colours of its theme, which that leaves as they are.
 */
export const clearTerminal = '\u001bc\u001b]104\u0007\u001b]110\u0007\u001b]111\u0007\u001b]112\u0007\u001b[20l';
