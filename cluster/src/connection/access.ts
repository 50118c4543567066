import type { RequestOptions } from 'node:https';
import { createSecureContext } from 'node:tls';
import { asError, codeOf } from '@drydock/model';
import { type Connection, reasonOf, unusable } from './kubeconfig.ts';

/** How requests to the API server are made. */
export type Access = Pick<
  RequestOptions,
  'ca' | 'cert' | 'key' | 'passphrase' | 'pfx' | 'rejectUnauthorized' | 'servername' | 'auth' | 'agent'
> & { readonly headers: Readonly<Record<string, string | readonly string[]>> };

/** Prepares the credentials of a kubeconfig, asking its exec plugin for them; rejects by the name of the field that cannot be used. */
export async function accessOf(connection: Connection): Promise<Access> {
  const { config } = connection;
  const options: RequestOptions = {};
  const [cluster, user] = [config.getCurrentCluster(), config.getCurrentUser()];
  const fields: { readonly exec?: { command?: string; installHint?: string } } | null = user;
  await config.applyToHTTPSOptions(options).catch((cause: unknown) => {
    const { command, installHint } = fields?.exec ?? {};
    if (command === undefined) throw unusable(`names credentials that cannot be read: ${reasonOf(cause)}`, cause);
    const hint = installHint === undefined ? '' : ` ${installHint.trim()}`;
    throw unusable(
      `has the exec plugin ${JSON.stringify(command)}, which gave no credentials: ${reasonOf(cause).trim()}${hint && `;${hint}`}`,
      cause,
    );
  });
  const { ca, cert, key, passphrase, pfx, auth, agent } = options;
  tryCertificates({ ca, cert, key, passphrase });
  return {
    ...(ca && { ca }),
    ...(cert && { cert }),
    ...(key && { key }),
    ...(passphrase && { passphrase }),
    ...(pfx && { pfx }),
    ...(cluster?.skipTLSVerify && { rejectUnauthorized: false }),
    ...(cluster?.tlsServerName && { servername: cluster.tlsServerName }),
    ...(auth && { auth }),
    ...(agent !== undefined && { agent }),
    headers: { ...headersOf(options), ...connection.impersonation },
  };
}

function headersOf({ headers = {} }: RequestOptions): Access['headers'] {
  const known = Array.isArray(headers) ? {} : headers;
  return Object.fromEntries(
    Object.entries(known).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, typeof value === 'number' ? String(value) : value]],
    ),
  );
}

function tryCertificates({
  ca,
  cert,
  key,
  passphrase,
}: Pick<RequestOptions, 'ca' | 'cert' | 'key' | 'passphrase'>): void {
  // OpenSSL takes no notice of what is no certificate.
  if (ca && !String(ca).includes('-----BEGIN'))
    throw unusable('has a certificate-authority that is not a PEM file or its base64');
  if (cert && !key) throw unusable('has a client-certificate and no client-key');
  if (key && !cert) throw unusable('has a client-key and no client-certificate');
  const tries = [
    ['certificate-authority', ca && { ca }],
    ['client-certificate', cert && { cert }],
    ['client-key', key && { key, passphrase }],
    ['client-key', cert && { cert, key, passphrase }],
  ] as const;
  for (const [field, options] of tries) {
    try {
      if (options) createSecureContext(options);
    } catch (cause) {
      const code = codeOf(cause) ?? '';
      const { message } = asError(cause);
      const why = /KEY_VALUES_MISMATCH/.test(code)
        ? 'does not belong to its client-certificate'
        : /PEM|ASN1|WRONG_TAG/.test(code)
          ? 'is not a PEM file or its base64'
          : `cannot be used: ${message}`;
      throw unusable(`has a ${field} that ${why}`, cause);
    }
  }
}
