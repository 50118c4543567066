import { cp, mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { filesArtifact } from '../artifact.ts';
import { checkoutPath } from '../folder.ts';
import { filesOf } from '../recipe.ts';

const requireTerminal = createRequire(checkoutPath('terminal/package.json'));
const packageFolder = (name: string, from = requireTerminal): string => dirname(from.resolve(`${name}/package.json`));

const entry = 'terminal/agent/src/main.ts';
const isTest = (name: string): boolean => name === 'testing' || name.endsWith('.test.ts');

/** What node-pty is compiled from: its one source, its C++ wrapper, and Node's stable headers; no download. */
export function ptySources(): Readonly<Record<string, string>> {
  return {
    'pty/pty.cc': join(packageFolder('node-pty'), 'src/unix/pty.cc'),
    'pty/node-addon-api': packageFolder(
      'node-addon-api',
      createRequire(join(packageFolder('node-pty'), 'package.json')),
    ),
    'pty/headers': fileURLToPath(new URL('include', import.meta.resolve('node-api-headers'))),
  };
}

/** Content of everything the terminal agent is made of, for the recipes that hold it. */
function agentSources(): Record<string, unknown> {
  return {
    agent: filesOf(checkoutPath('terminal/agent/src'), isTest),
    client: filesOf(checkoutPath('terminal/client/src'), isTest),
    model: filesOf(checkoutPath('model/src'), isTest),
    lock: Object.fromEntries(['node-pty', 'ws', 'zod', '@xterm/headless'].map((name) => [name, packageVersion(name)])),
  };
}

/** The agent as one file for Node, with node-pty beside it (its compiled part is made in the workspace image). */
export function agentBundle(): ReturnType<typeof filesArtifact> {
  return filesArtifact({
    id: 'agent-bundle',
    title: 'Bundle the terminal agent',
    recipe: { sources: agentSources(), layout: 2 },
    build: async (_context, out) => {
      await build({
        entryPoints: [checkoutPath(entry)],
        outfile: join(out, 'main.js'),
        bundle: true,
        platform: 'node',
        target: 'node24',
        format: 'esm',
        external: ['node-pty'],
        // ws is CommonJS and asks for Node's own modules at run time.
        banner: {
          js: "import { createRequire as nodeRequire } from 'node:module'; const require = nodeRequire(import.meta.url);",
        },
        logLevel: 'silent',
      });
      await writeFile(join(out, 'package.json'), JSON.stringify({ type: 'module' }));
      const pty = join(out, 'node_modules', 'node-pty');
      await mkdir(pty, { recursive: true });
      const source = packageFolder('node-pty');
      for (const name of ['package.json', 'LICENSE', 'lib']) {
        await cp(join(source, name), join(pty, name), {
          recursive: true,
          filter: (path) => !/\.(test\.js|map)$/.test(path),
        });
      }
    },
  });
}

function packageVersion(name: string): string {
  const { version }: { version: string } = requireTerminal(`${name}/package.json`);
  return version;
}
