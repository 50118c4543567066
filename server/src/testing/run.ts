import { createFakeDriver } from '@drydock/sandbox';
import { pino } from 'pino';
import { readConfig } from '../config.ts';
import { startServer } from '../server.ts';
import { createFakeCluster } from './fake-cluster.ts';
import { testLab } from './lab.ts';
import { testLessons } from './lessons.ts';

// A server of its own process, to be killed by a test. Arguments: data directory, host directory. Prints its address, then waits.
const [dataDirectory = '', hostDirectory = '', passes = ''] = process.argv.slice(2);
const cluster = createFakeCluster();
if (passes === 'pass') cluster.pass();
const server = await startServer({
  config: readConfig({ dataDirectory, port: 0, warm: 1, watchMs: 50 }, {}),
  siteDirectory: '/nowhere',
  driver: createFakeDriver({ directory: hostDirectory, milliseconds: { create: 200 } }),
  catalogue: { labs: new Map([[testLab.id, testLab]]), problems: [] },
  lessons: testLessons,
  createGrader: cluster.createGrader,
  log: pino({ level: 'silent' }),
});
process.stdout.write(`${server.url}\n`);
