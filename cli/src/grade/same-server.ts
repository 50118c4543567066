/** Whether two addresses lead to one API server: each name of the loopback is the same machine. */
export function isSameServer(one: URL | undefined, other: URL | undefined): boolean {
  if (!one || !other) return false;
  const hostOf = ({ hostname }: URL): string =>
    /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname) ? 'localhost' : hostname;
  return one.port === other.port && hostOf(one) === hostOf(other);
}
