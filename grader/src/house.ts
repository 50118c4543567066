import type { LoadOptions } from './labs.ts';
import type { SourceLab } from './parse.ts';
import type { Report } from './problem.ts';
import { suggest } from './suggest.ts';

/** Holds a page against the rest of the house: its images exist in that tag, its lesson is in the course. */
export function checkReferences(
  text: string,
  source: SourceLab | undefined,
  { images, lessons }: LoadOptions,
  report: Report,
): void {
  if (images) checkImages(text, images, report);
  const lesson = source?.frontmatter?.lesson;
  if (lessons && lesson !== undefined && !lessons.has(lesson)) {
    const nearest = suggest(lesson, lessons);
    const line = text.split('\n').findIndex((row) => row.startsWith('lesson:')) + 1;
    report(
      { line: Math.max(1, line), column: 1 },
      `The course has no lesson ${lesson}.`,
      nearest ? `Did you mean ${nearest}?` : 'Take one from content/course.json.',
    );
  }
}

/** Every `course.local/name:tag` of a text is an image that is built, in the tag it is built with. */
export function checkImages(text: string, images: Readonly<Record<string, string>>, report: Report): void {
  for (const [row, line] of text.split('\n').entries()) {
    for (const match of line.matchAll(/(?<![\w.-])course\.local\/([a-z0-9-]+)(?::([\w.-]*\w))?/g)) {
      const [, name = '', tag] = match;
      const place = { line: row + 1, column: match.index + 1 };
      const known = images[name];
      if (known === undefined)
        report(
          place,
          `There is no lab image ${name}.`,
          `Did you mean ${suggest(name, Object.keys(images)) ?? Object.keys(images).join(', ')}?`,
        );
      else if (tag !== known)
        report(
          place,
          `Lab image ${name} exists as ${known}, not as ${tag ?? 'latest'}.`,
          `Write course.local/${name}:${known}.`,
        );
    }
  }
}
