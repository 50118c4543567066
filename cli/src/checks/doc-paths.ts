const extension = /\.(?:ts|tsx|astro|mjs|css|mdx|md|json|ya?ml|sh|svg|png)$/;
const placeholder = /(?:^|\/)(?:ID|NAME|my-lab|name\.[\w.]+)(?:[/.]|$)/;

/** Lists the paths that a page of Markdown names, in backticks and behind links; `rooms` are the folders at the top. */
export function pathsIn(markdown: string, rooms: ReadonlySet<string>): readonly string[] {
  const prose = markdown.replaceAll(/^(`{3,})[^]*?^\1$/gm, '');
  const quoted = [...prose.matchAll(/`([^`\n]+)`/g)].map(([, word = '']) => word.replace(/:\d+(?:-\d+)?$/, ''));
  const linked = [...prose.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, address = '']) => address);
  const isPath = (word: string): boolean =>
    /^[\w@][\w.@-]*(?:\/[\w.@-]+)*\/?$/.test(word) &&
    !placeholder.test(word) &&
    (extension.test(word) || (word.includes('/') && rooms.has(word.split('/')[0] ?? '')));
  return [...new Set([...quoted.filter(isPath), ...linked.filter((address) => !/^\w+:/.test(address))])];
}
