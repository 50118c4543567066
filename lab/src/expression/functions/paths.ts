/** Whether two paths name the same place: a doubled slash, `/./` and a trailing slash make no difference. `..` does, since a link may come before it. */
export function samePath(a: string, b: string): boolean {
  return clean(a) === clean(b);
}

function clean(path: string): string {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  return (path.startsWith('/') ? '/' : '') + parts.join('/');
}

/** Returns the path that the kubelet requests for this `httpGet.path`: it begins with a slash, and a trailing slash stays. */
export function requestPath(path: string): string {
  const withoutHost = path.replace(/^(?:[a-zA-Z][\w+.-]*:)?\/\/[^/?#]*/, '');
  return `/${withoutHost.replace(/#.*$/, '').replace(/^\//, '')}`;
}
