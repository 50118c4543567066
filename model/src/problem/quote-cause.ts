/** How many lines are quoted, and how long one may be. */
const mostLines = 4;
const mostCharacters = 400;

const colours = new RegExp(`${String.fromCodePoint(27)}\\[[\\d;]*[a-zA-Z]`, 'gu');

/** A program's own mark of a line with the reason of its failure. */
const marked =
  /^(?:docker: )?(?:error\b|fatal\b|panic\b|\[error\b|e: |npm error|✗|curl: \(\d+\)|oci runtime)|\blevel"?[=:]"?(?:error|fatal|panic|[56]0)\b|^[EF]\d{4} [\d:.]+|: (?:fatal )?error: |\bended by SIG/iu;

/** A line without a mark that names a failure all the same. */
const telling =
  /\bfailed\b|\bcannot\b|\bcould not\b|unable to|no such (?:file|host|container|image)|not found|permission denied|no space left|connection refused|i\/o timeout|already (?:exists|in use|allocated)|out of memory|undefined:/iu;

/** Warnings, news and advice: never why something failed. */
const noise =
  /^(?:w: |warn(?:ing)?\b|npm warn|\[warning|info\b|debug\b|[WI]\d{4} [\d:.]+)|\blevel"?[=:]"?(?:warn|warning|info|debug|trace|[1-4]0)\b|\bis deprecated\b|^(?:run '|see '|to see the stack trace|for more information|stack trace)|^[-> ]*$|^\[[\w/-]+\](?! error)|^[✓…]|^deleted nodes:/iu;

/**
 * Returns the lines of a program's output that say why it failed: those it marks as errors, else those that name a failure, else its last words. A warning is
 * never taken for the cause; undefined when there is nothing but warnings.
 */
export function quoteCause(output: string): string | undefined {
  const lines = output
    .split(/\r\n|[\r\n]/u)
    .map(clean)
    .filter((line) => line !== '' && !noise.test(line));
  const errors = lines.filter((line) => marked.test(line));
  const found = errors.length > 0 ? errors : lines.filter((line) => telling.test(line));
  const chosen = [...new Set(found.length > 0 ? found.map(withoutMark) : lines.slice(-mostLines))];
  // The first errors are the cause, the last one is what came of it.
  const quoted = chosen.length > mostLines ? [...chosen.slice(0, mostLines - 1), ...chosen.slice(-1)] : chosen;
  return quoted.length === 0 ? undefined : quoted.map(shorten).join('\n');
}

/** Without colours, without the step and second that `docker build` writes before a line, and without what kind and Docker set before another program's words; nothing of kind's own steps. */
function clean(line: string): string {
  return line
    .replace(/^ [✗✓•] .*/u, '')
    .replaceAll(colours, '')
    .trim()
    .replace(/^(?:#\d+ )?\d+\.\d+ /u, '')
    .replace(/^#\d+ /u, '')
    .replace(/^Command Output: /u, '')
    .replaceAll(/command "(\w+ \w+)[^"]*(?:\\.[^"]*)*"/gu, 'command "$1 …"')
    .replaceAll(/process "\/bin\/sh -c (?:\\.|[^"\\])*"/gu, 'the command');
}

function withoutMark(line: string): string {
  return line.replace(/^(?:docker: )?Error response from daemon: /u, '').replace(/^(?:ERROR|Error): /u, '');
}

function shorten(line: string): string {
  return line.length > mostCharacters ? `${line.slice(0, mostCharacters)} …` : line;
}
