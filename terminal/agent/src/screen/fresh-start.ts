/** Soft reset, main screen, mouse, focus, paste and line end modes off, the theme's colours: the next shell must not inherit what the last one set. */
export const freshStart = Buffer.from(
  '\x1b[!p\x1b[?1049l\x1b[?1000;1002;1003;1004;1006;2004;2026l\x1b[20l\x1b]104\x07\x1b]110\x07\x1b]111\x07\x1b]112\x07\r\n',
);
