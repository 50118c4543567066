// The API of `npm run dev`, in a process of its own that Node restarts after each edit: `api.ts FOLDER API_PORT PANEL_PORT`.
import { join } from 'node:path';
import { readConfig, startServer } from '@drydock/server';
import { readCatalogue } from '../catalogue.ts';
import { openPanel } from './panel.ts';
import { openStage } from './scene.ts';
import { simulateGrader } from './simulated-grader.ts';
import { simulateHost } from './simulated-host.ts';

const [folder = '', apiPort, panelPort] = process.argv.slice(2);
const stage = openStage(join(folder, 'scene.json'));
const host = simulateHost(join(folder, 'host'), stage);
const catalogue = await readCatalogue();
const config = readConfig({
  dataDirectory: join(folder, 'data'),
  base: '/',
  host: '127.0.0.1',
  port: Number(apiPort),
  warm: 0,
  watchMs: 1000,
  logLevel: 'warn',
});
const server = await startServer({
  config,
  siteDirectory: join(folder, 'no-site'),
  driver: host.driver,
  catalogue,
  createGrader: simulateGrader(stage),
  // A simulated cluster has none.
  startRegistry: async () => undefined,
});
const panel = await openPanel(Number(panelPort), { stage, host, catalogue });

async function close(): Promise<void> {
  await panel.close();
  await server.close();
  await host.close();
  process.exit(0);
}
process.once('SIGTERM', () => void close());
