import { expect, test } from 'vitest';
import { noAnswer } from './registry.ts';

const warning =
  'time="2026-11-27T04:40:11Z" level=warning msg="No HTTP secret provided - generated random secret. This may cause problems"\n';
const fatal = 'time="2026-11-27T04:40:12Z" level=fatal msg="open /registry/htpasswd: permission denied"\n';
const request = '10.213.0.2 - - [27/Nov/2026:04:40:12 +0000] "GET /v2/ HTTP/1.1" 404 0 "" "curl/8 error"\n';

test('a registry that is not reached is explained by what the node heard, never by its own warnings', () => {
  const heard = "curl: (7) Failed to connect to 127.0.0.1 port 9 after 0 ms: Couldn't connect to server\nstatus 000\n";
  const { message } = noAnswer('registry', 'node', heard, warning + request);
  expect(message).toContain('does not answer the node node: curl: (7) Failed to connect to 127.0.0.1 port 9');
  expect(message).not.toMatch(/secret|GET/u);
});

test('a registry that ended is reported with its reason', () => {
  const { message } = noAnswer(
    'registry',
    'node',
    'curl: (6) Could not resolve host: registry.course.local\n',
    warning + fatal,
  );
  expect(message).toContain('Could not resolve host');
  expect(message).toContain('permission denied');
});

test('a registry that answers something else is reported by its status', () => {
  expect(noAnswer('registry', 'node', 'status 503\n', warning).message).toMatch(/: status 503$/u);
});
