/** One thing that differs from run to run, or from machine to machine, and how it is written when outputs are compared. */
export interface Mask {
  readonly name: string;
  readonly pattern: RegExp;
  /** What is compared in its place; `$1` and so on are what the pattern caught. */
  readonly as: string;
}

/** The letters and digits of which Kubernetes makes random names: no vowels, so no words. */
const safe = '[bcdfghjklmnpqrstvwxz2456789]';
const number = String.raw`\d+(?:\.\d+)?`;

/** What is masked everywhere, in this order. */
export const masks: readonly Mask[] = [
  { name: 'token', pattern: /\beyJ[\w-]+\.[\w-]+(?:\.[\w-]+)?/g, as: '‹token›' },
  { name: 'uid', pattern: /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, as: '‹uid›' },
  { name: 'digest', pattern: /\b(?:sha256:)?[0-9a-f]{64}\b|\bsha256:[0-9a-f]{7,63}\b/g, as: '‹digest›' },
  { name: 'short id', pattern: /\b(?=[0-9a-f]*\d)(?=\d*[a-f])[0-9a-f]{12,16}\b/g, as: '‹id›' },
  {
    name: 'time',
    pattern:
      /\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?: ?(?:Z\b|UTC\b|[+-]\d\d:?\d\d))?|\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? (?:\d\d? )?[A-Z][a-z]{2} +(?:\d\d? )?(?:\d{4} )?\d\d:\d\d:\d\d(?: (?:UTC|GMT|[+-]\d{4}))?(?: \d{4})?|\b\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}/g,
    as: '‹time›',
  },
  { name: 'date', pattern: /\b20\d\d[-/]\d\d[-/]\d\d\b/g, as: '‹date›' },
  { name: 'clock', pattern: /(?<![\w.:])\d\d:\d\d:\d\d(?:\.\d+)?(?![\w:])/g, as: '‹clock›' },
  { name: 'log head', pattern: /^[IWEF]\d{4} ‹clock› +\d+ [\w.-]+\.go:\d+\]/gm, as: '‹log›' },
  {
    name: 'address',
    pattern:
      /(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.]*\.\d)|(?<![\w:])[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,6}::(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4})*)?/g,
    as: '‹ip›',
  },
  {
    name: 'client port',
    pattern: /‹ip›:(?:3276[89]|327[7-9]\d|32[89]\d\d|3[3-9]\d{3}|[4-6]\d{4})\b/g,
    as: '‹ip›:‹port›',
  },
  { name: 'node port', pattern: /(?<![\w.])3(?:[01]\d{3}|2[0-6]\d\d|27[0-5]\d|276[0-7])(?![\w.])/g, as: '‹node port›' },
  // Before the hash: a number can be made of a hash's digits alone.
  { name: 'CronJob run', pattern: /-[23]\d{7}\b/g, as: '-‹run›' },
  {
    name: 'ReplicaSet hash',
    pattern: new RegExp(String.raw`-${safe}{8,10}(?=-${safe}{5}\b|$|[^\w-])`, 'gm'),
    as: '-‹hash›',
  },
  { name: 'name suffix', pattern: new RegExp(String.raw`(?<=[a-z0-9›])-${safe}{5}(?![\w-])`, 'g'), as: '-‹suffix›' },
  { name: 'resource version', pattern: /("?resourceVersion"?: ?)"?\d+"?/g, as: '$1‹version›' },
  { name: 'version', pattern: /\bv\d+\.\d+\.\d+(?:[-+][\w.-]+)?\b/g, as: '‹version›' },
  { name: 'runtime', pattern: /\b(containerd|cri-o|docker):\/\/\d[\w.-]*/g, as: '$1://‹version›' },
  { name: 'kernel', pattern: /(?<![\w.-])\d+\.\d+\.\d+[-+][\w.+-]+/g, as: '‹kernel›' },
  { name: 'count over time', pattern: /\bx\d+ over /g, as: 'x‹times› over ' },
  {
    name: 'duration',
    // Behind = it is a setting of the author's, and a bare 500m may be CPU.
    pattern: new RegExp(
      String.raw`(?<![\w.=-])(?:\d+y)?(?:\d+d)?(?:\d+h)?(?:\d+m)?${number}(?:ms|µs|ns|s)\b|(?<![\w.=-])\d+y(?:\d+d)?\b|(?<![\w.=-])(?:\d+d\d*h?|\d+h\d+m|\d+h)\b|(?<![\w.=-])\d+m(?= ago| \(x)|(?<=over )\d+m\b|(?<=^ +(?:Normal|Warning) +\S+ +)\d+m\b`,
      'gm',
    ),
    as: '‹age›',
  },
  { name: 'share of a node', pattern: /\(\d+%\)/g, as: '(‹share›)' },
  { name: 'memory of a node', pattern: /\b\d{7,}Ki\b/g, as: '‹node memory›' },
];

/** What is masked in the rows of a table only, by its head. */
const columns: readonly {
  readonly name: string;
  readonly head: RegExp;
  readonly pattern: RegExp;
  readonly as: string;
}[] = [
  {
    name: 'age',
    head: /\b(?:AGE|LAST SEEN|DURATION)\b/,
    pattern: /(?<=\s|^)(?:\d+[ydhms]){1,2}(?=\s|$)|(?<=\s)<(?:unknown|invalid)>(?=\s*$)/g,
    as: '‹age›',
  },
  { name: 'use', head: /CPU\(cores\)|MEMORY\(bytes\)/, pattern: /(?<=\s)\d+(?:m|Mi|Ki|Gi|%)(?=\s|$)/g, as: '‹use›' },
];

/** Writes a text so that two runs of the same commands compare equal. Line by line it stays what it was. */
export function maskOutput(text: string): string {
  let masked = text;
  for (const { pattern, as } of masks) masked = masked.replaceAll(pattern, as);
  return maskColumns(masked)
    .split('\n')
    .map((line) => line.replaceAll(/(?<=\S)[ \t]+/g, ' ').trimEnd())
    .join('\n');
}

function maskColumns(text: string): string {
  let inTable: (typeof columns)[number] | undefined;
  return text
    .split('\n')
    .map((line) => {
      const found = columns.find(
        ({ head }) =>
          head.test(line) && line === line.toUpperCase().replace('CORES', 'cores').replace('BYTES', 'bytes'),
      );
      if (found || line.trim() === '') inTable = found;
      // A table ends where a line has no columns, or is a field of YAML.
      else if (inTable && /\S {2,}\S/.test(line) && !/^ *[^\s:]+: /.test(line))
        return line.replaceAll(inTable.pattern, inTable.as);
      return line;
    })
    .join('\n');
}
