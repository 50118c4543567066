import type { SourceLab } from '../language/parse.ts';
import type { Report } from '../problem.ts';
import { suggest } from '../lint/suggest.ts';
import type { Glossary } from '../lesson/glossary.ts';

/** The tag or the tags of each lab image, by its name. */
export type LabImageTags = Readonly<Record<string, string | readonly string[]>>;

/** What exists beside the labs: images, lessons and words of the course. What is not given is not looked at. */
export interface LoadOptions {
  /** The lab images that exist; a manifest or text that names another is a finding. */
  readonly images?: LabImageTags;
  /** `module/lesson` of every lesson of the course. */
  readonly lessons?: ReadonlySet<string>;
  /** The words of the course; with them, its labs keep to its way of helping as well. */
  readonly glossary?: Glossary;
}

/** Holds a page against the rest of the house: its images exist in that tag, its lesson is in the course. */
export function checkReferences(
  text: string,
  source: SourceLab | undefined,
  { images, lessons }: LoadOptions,
  report: Report,
): void {
  if (images) {
    checkImages(text, images, report);
    checkPulled(text, images, report);
  }
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

/** Marks an image that is meant to be missing: at the end of a line in a script or manifest, as an invisible comment in a page's text. */
const onPurpose = /#\s*no such image\s*$|\{\/\*\s*no such image\s*\*\/\}/;
const wayOut =
  ', or end the line with «# no such image» (in the text of a page with {/* no such image */}) if it is meant to fail.';

/** Every image that a manifest, a script or a page's commands name is one that a cluster can have: there is no registry to pull others from. */
export function checkPulled(text: string, images: LabImageTags, report: Report): void {
  const names = Object.entries(images).flatMap(([name, tags]) =>
    [tags].flat().map((tag) => `course.local/${name}:${tag}`),
  );
  for (const [row, line] of text.split('\n').entries()) {
    if (onPurpose.test(line)) continue;
    for (const match of line.matchAll(/(?:\bimage:\s*|--image[= ])["']?([\w.-][\w./:@-]*)/g)) {
      const [found, image = ''] = match;
      if (/^(registry\.)?course\.local(:\d+)?\//.test(image)) continue;
      const nearest = names.find((name) => name.includes(`/${image.replace(/^.*\//, '').replace(/:.*$/, '')}:`));
      report(
        { line: row + 1, column: match.index + found.length - image.length + 1 },
        `${image} is no lab image, and a cluster has no registry to pull it from.`,
        `Write ${nearest ?? `one of ${names.join(', ')}`}${wayOut}`,
      );
    }
  }
}

/** Every `course.local/name:tag` of a text is an image that is built, in the tag it is built with. */
export function checkImages(text: string, images: LabImageTags, report: Report): void {
  for (const [row, line] of text.split('\n').entries()) {
    if (onPurpose.test(line)) continue;
    for (const match of line.matchAll(/(?<![\w.-])course\.local\/([a-z0-9-]+)(?::([\w.-]*\w))?/g)) {
      const [, name = '', tag] = match;
      const place = { line: row + 1, column: match.index + 1 };
      const known = [images[name] ?? []].flat();
      const [newest] = known.slice(-1);
      const nearest = suggest(name, Object.keys(images));
      if (newest === undefined)
        report(
          place,
          `There is no lab image ${name}.`,
          `${nearest ? `Write ${nearest}` : `Write one of ${Object.keys(images).join(', ')}`}${wayOut}`,
        );
      else if (!known.includes(tag ?? 'latest'))
        report(
          place,
          `Lab image ${name} exists as ${known.join(' and ')}, not as ${tag ?? 'latest'}.`,
          `Write course.local/${name}:${newest}${wayOut}`,
        );
    }
  }
}
