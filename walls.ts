import type { OxlintOverride } from 'oxlint';

/** A part of the house: what it may import of the others, and the sentence shown when it imports more. */
interface Room {
  readonly files: readonly string[];
  /** Packages of ours without `@drydock/`; `terminal/client` is one export of a room, `terminal` all of it. */
  readonly may: readonly string[];
  readonly why: string;
  /** What its tests and its `testing/` may import besides. */
  readonly testsMay?: readonly string[];
  /** Packages that only this room may import. */
  readonly owns?: readonly string[];
  /** Runs in the browser too, so it has no Node. */
  readonly isPure?: boolean;
}

/** Every room of the product, the more special after the more general: the last one that a file belongs to holds. */
const rooms: readonly Room[] = [
  { files: ['model/**'], may: [], isPure: true, why: 'model/ is a leaf: it imports nothing of ours.' },
  { files: ['host/**'], may: ['model'], why: 'host/ is a leaf: it knows only model/.' },
  { files: ['images/**'], may: ['model', 'host'], why: 'images/ builds images and knows only model/ and host/.' },
  {
    files: ['sandbox/**'],
    may: ['model', 'host'],
    testsMay: ['images'],
    why: 'sandbox/ knows only model/ and host/, and images/ by its options; the server composes rooms.',
  },
  {
    files: ['sandbox/src/drivers/external/**'],
    may: ['model', 'host', 'cluster'],
    testsMay: ['images'],
    why: 'The driver of a cluster that is lent asks its API server, by cluster/; all else of sandbox/ does without.',
  },
  {
    files: ['terminal/**'],
    may: ['model', 'host'],
    why: 'terminal/ knows only model/ and host/; the server composes rooms.',
  },
  {
    files: ['terminal/agent/**'],
    may: ['model'],
    owns: ['node-pty'],
    why: 'The agent runs alone in the workspace: it knows only model/ and the widths of terminal/client.',
  },
  {
    files: ['terminal/client/**'],
    may: ['model'],
    isPure: true,
    why: 'terminal/client is pure: it knows only the protocol in model/.',
  },
  { files: ['lab/**', 'labs/**'], may: ['model', 'lab'], why: 'The lab language knows no cluster: only model/.' },
  {
    files: ['cluster/**'],
    may: ['model'],
    owns: ['@kubernetes/client-node'],
    why: 'cluster/ is the Kubernetes client and knows only model/.',
  },
  {
    files: ['grader/**'],
    may: ['model', 'host', 'lab', 'cluster'],
    why: 'grader/ builds on model/, host/, lab/ and cluster/; what it needs of a sandbox is handed to it.',
  },
  {
    files: ['server/**'],
    may: ['model', 'host', 'lab', 'cluster', 'grader', 'sandbox', 'terminal'],
    testsMay: ['images'],
    why: 'The server serves the built site as files and knows no command line.',
  },
  {
    files: ['site/**'],
    may: ['model', 'host', 'lab', 'terminal/client'],
    why: 'The site talks to the server over HTTP, SSE and WebSocket only; it may import model/, lab/ and terminal/client.',
  },
  {
    files: ['bench/**'],
    may: ['model', 'host', 'images', 'sandbox', 'terminal', 'lab', 'cluster', 'grader', 'server'],
    why: 'bench/ takes what it needs of the command line as arguments.',
  },
  {
    files: ['cli/**'],
    may: ['model', 'host', 'images', 'sandbox', 'terminal', 'lab', 'cluster', 'grader', 'server', 'site'],
    why: 'Product commands do without benchmarks; only commands/bench/ runs them.',
  },
  {
    files: ['cli/src/commands/bench/**'],
    may: ['model', 'host', 'images', 'sandbox', 'bench'],
    why: '`drydock bench` starts what bench/ measures and shows what it found.',
  },
  {
    files: ['e2e/**'],
    may: ['model', 'host', 'images', 'sandbox', 'lab', 'grader', 'site/text'],
    why: 'e2e/ drives a running Drydock from outside.',
  },
];

const whyOwned: Readonly<Record<string, string>> = {
  '@kubernetes/client-node': 'Only cluster/ talks to the Kubernetes API through its client; ask cluster/ for a view.',
  'node-pty': 'Only terminal/agent/ owns PTYs; the server relays.',
};
const whyPure = 'This room runs in the browser too: no node: imports.';
const whyByName = 'Import another room by its name, @drydock/…, never by a path into it.';
const whyTesting = 'What is in testing/ is for tests and benchmarks; the product does without it.';

const intoRoom = String.raw`^(?:\.\./)+(?:(?:model|host|images|sandbox|lab|cluster|grader|server|site|bench|cli)/src/|terminal/(?:agent|relay|client|src)/|cli/bootstrap|site/\w+\.ts)`;

/** The import bans of every room as overrides of the linter. */
export const walls: OxlintOverride[] = rooms.flatMap((room) => {
  const tests = ['**/*.test.ts', '**/*.test.tsx', '**/testing/**', '**/tests/**'];
  const inRoom = room.files.flatMap((files) => tests.map((test) => files.replace('/**', `/${test}`)));
  const mayTest = ['bench/**', 'e2e/**'].some((files) => room.files.includes(files));
  return [
    { files: [...room.files], rules: bans(room, room.may, mayTest) },
    { files: inRoom, rules: bans(room, [...room.may, ...(room.testsMay ?? [])], true) },
  ];
});

function bans(room: Room, may: readonly string[], mayTest: boolean): NonNullable<OxlintOverride['rules']> {
  const paths = Object.entries(whyOwned)
    .filter(([name]) => !room.owns?.includes(name))
    .map(([name, message]) => ({ name, message }));
  const allowed = may.flatMap((name) => [`!@drydock/${name}`, `!@drydock/${name}/**`]);
  // A `!` of a later group ends the search, so the bans that hold for allowed rooms too come first.
  const patterns = [
    ...(mayTest ? [] : [{ regex: '(?:^|/)testing(?:/|$)', message: whyTesting }]),
    { group: ['@drydock/**', ...allowed], message: room.why },
    { regex: intoRoom, message: whyByName },
    ...(room.isPure && !mayTest ? [{ group: ['node:*'], message: whyPure }] : []),
  ];
  return { 'no-restricted-imports': ['error', { paths, patterns }] };
}
