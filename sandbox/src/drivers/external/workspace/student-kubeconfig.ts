import { readFile } from 'node:fs/promises';
import { kubeconfigOf, type OneContext } from '../kubeconfig/one-context.ts';
import type { Way } from './ways.ts';

const file = 'certificate-authority';
const kept = ['insecure-skip-tls-verify', 'tls-server-name', 'proxy-url', 'certificate-authority-data'];

/** Returns the student's kubeconfig: the cluster of the context with the student's token, as it is reached from this host or by a way from a container. No credential of the user is in it. */
export async function studentKubeconfig(context: OneContext, token: string, way?: Way): Promise<string> {
  const { cluster } = context;
  const fields = Object.fromEntries(
    kept.filter((name) => cluster[name] !== undefined).map((name) => [name, cluster[name]]),
  );
  const authority = cluster[file];
  const own =
    typeof authority === 'string' && fields[`${file}-data`] === undefined
      ? { [`${file}-data`]: (await readFile(authority)).toString('base64') }
      : {};
  const isNamed = fields['tls-server-name'] !== undefined || fields['insecure-skip-tls-verify'] === true;
  const name = way?.certificateName !== undefined && !isNamed ? { 'tls-server-name': way.certificateName } : {};
  const server = way?.server ?? context.server.href.replace(/\/$/u, '');
  return kubeconfigOf('student', { server, ...fields, ...own, ...name }, { token });
}
