/** Tells whether two paths name the same place: a doubled slash, `/./` and a last slash make no difference. `..` does, since a link may lie before it. */
export function samePath(a: string, b: string): boolean {
  return clean(a) === clean(b);
}

function clean(path: string): string {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  return (path.startsWith('/') ? '/' : '') + parts.join('/');
}

/** Returns the path that the kubelet asks for when `httpGet.path` says this: it begins with a slash, and a last slash stays. */
export function requestPath(path: string): string {
  const withoutHost = path.replace(/^(?:[a-zA-Z][\w+.-]*:)?\/\/[^/?#]*/, '');
  return `/${withoutHost.replace(/#.*$/, '').replace(/^\//, '')}`;
}
