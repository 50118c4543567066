import { readFileSync } from 'node:fs';

/** Every arrow of the drawing under a heading of server/README.md, as `state event → state`, sorted. */
export function drawnLife(heading: string): string[] {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const section = readme.split(`\n## ${heading}\n`)[1] ?? '';
  const drawing = /```mermaid\nstateDiagram-v2\n(.*?)```/s.exec(section)?.[1] ?? '';
  return [...drawing.matchAll(/^\s*(\w+) --> (\w+) *: *(.+)$/gm)]
    .flatMap(([, from, to, events = '']) => events.split(',').map((event) => `${from} ${event.trim()} → ${to}`))
    .sort();
}

/** Every way of a table of a life, in the same words. */
export function waysOf(table: Readonly<Record<string, Readonly<Record<string, string>>>>): string[] {
  return Object.entries(table)
    .flatMap(([from, ways]) => Object.entries(ways).map(([event, to]) => `${from} ${event} → ${to}`))
    .sort();
}
