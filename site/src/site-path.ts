/** Returns the address of a page or a file of this site, from its path as if the site had its host to itself: `/en/pods/`. Every link and every request goes through here. */
export function sitePath(path: string): string {
  return import.meta.env.BASE_URL + path.slice(1);
}
