/** The environment variables that send a program's requests through a proxy, as each program spells them. */
export const proxyVariables: readonly string[] = [
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'ALL_PROXY',
  'FTP_PROXY',
  'NO_PROXY',
].flatMap((name) => [name, name.toLowerCase()]);
