// healthy.mjs SOCKET: ends with 0 when a server answers there; the health check of docker-compose.yml.
import { request } from 'node:http';

const asked = request({ socketPath: process.argv[2], path: '/healthz', timeout: 4000 }, (answer) => {
  process.exit(answer.statusCode === 200 ? 0 : 1);
});
asked.on('timeout', () => process.exit(1));
asked.on('error', (error) => {
  console.error(error.message);
  process.exit(1);
});
asked.end();
