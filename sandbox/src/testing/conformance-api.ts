import { request } from 'node:https';
import { parse } from 'yaml';
import { z } from 'zod';

const Kubeconfig = z.object({
  clusters: z.tuple([
    z.object({ cluster: z.object({ server: z.string(), 'certificate-authority-data': z.base64() }) }),
  ]),
  users: z.tuple([
    z.object({
      user: z.union([
        z.object({ 'client-certificate-data': z.base64(), 'client-key-data': z.base64() }),
        z.object({ token: z.string() }),
      ]),
    }),
  ]),
});

const Review = z.object({
  status: z.object({ userInfo: z.object({ username: z.string(), groups: z.array(z.string()) }) }),
});

/** Whom the API server takes the bearer of this kubeconfig for. */
export async function whoAmI(kubeconfig: string): Promise<{ username: string; groups: readonly string[] }> {
  const path = '/apis/authentication.k8s.io/v1/selfsubjectreviews';
  const body = JSON.stringify({ apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' });
  return Review.parse(JSON.parse(await ask(kubeconfig, { path, body, timeoutMs: 10_000 }))).status.userInfo;
}

/** Whether the API server is ready within the time. */
export async function isApiReady(kubeconfig: string, timeoutMs: number): Promise<boolean> {
  try {
    return (await ask(kubeconfig, { path: '/readyz', timeoutMs })) === 'ok';
  } catch {
    return false;
  }
}

async function ask(
  kubeconfig: string,
  { path, body, timeoutMs }: { path: string; body?: string; timeoutMs: number },
): Promise<string> {
  const { clusters, users } = Kubeconfig.parse(parse(kubeconfig));
  const decode = (text: string) => Buffer.from(text, 'base64');
  const { user } = users[0];
  const keys =
    'token' in user ? {} : { cert: decode(user['client-certificate-data']), key: decode(user['client-key-data']) };
  const bearer = 'token' in user ? { authorization: `Bearer ${user.token}` } : {};
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const asked = request(new URL(path, clusters[0].cluster.server), {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json', ...bearer },
    ca: decode(clusters[0].cluster['certificate-authority-data']),
    ...keys,
    agent: false,
    signal: AbortSignal.timeout(timeoutMs),
  });
  asked.on('response', (response) => {
    let text = '';
    response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    response.on('end', () => resolve(text));
    response.on('error', reject);
  });
  asked.on('error', reject);
  asked.end(body);
  return promise;
}
