/** The part of a Debian version that its makers gave: without epoch, repack mark and Debian revision. */
export function upstreamVersion(version: string): string {
  return version.replace(/^\d+:/, '').replace(/[-+~].*$/, '');
}

/** Whether a dotted version is the given one or newer, comparing the parts as numbers. */
export function atLeast(version: string, minimum: string): boolean {
  const parts = version.split('.').map(Number);
  for (const [index, part] of minimum.split('.').map(Number).entries()) {
    const own = parts[index] ?? 0;
    if (own !== part) return own > part;
  }
  return true;
}

/** Whether a version starts with a tag's parts: 1.26.3 keeps the promise of tag 1.26, and 1.2 does not. */
export function matchesTag(version: string, tag: string): boolean {
  return version === tag || version.startsWith(`${tag}.`);
}

/** Returns the first dotted number in a program's version output. */
export function firstVersion(text: string): string | undefined {
  return /\d+(?:\.\d+)+/.exec(text)?.[0];
}
