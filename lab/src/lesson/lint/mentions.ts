import type { Language } from '@drydock/model';
import type { Report } from '../../problem.ts';
import { suggest } from '../../lint/suggest.ts';
import type { CourseLists } from '../course-lists.ts';
import type { Lesson, Mention } from '../read-lesson.ts';

/** Finds pictures, labs and pages that a lesson names and that are not there. `id` is its `module/lesson`. */
export function checkMentions(
  { figures, labs, links }: Lesson,
  { id, language }: { readonly id: string; readonly language: Language },
  lists: CourseLists,
  report: Report,
): void {
  const missing = ({ name, place }: Mention, what: string, known: Iterable<string>): void => {
    const nearest = suggest(name, known);
    report(
      place,
      `There is no ${what} ${name}.`,
      nearest ? `Did you mean ${nearest}?` : 'Correct the name, or remove it.',
    );
  };
  for (const figure of figures) {
    const name = figure.name.replace(/\.svg$/, '').replace(/\.(en|zh)$/, '');
    const { pictures } = lists;
    if (pictures && ![`${name}.${language}.svg`, `${name}.svg`].some((file) => pictures.has(file)))
      missing({ ...figure, name: `${name}.${language}.svg` }, 'picture', pictures);
  }
  for (const lab of labs) if (lists.labs && !lists.labs.has(lab.name)) missing(lab, 'lab', lists.labs);
  for (const link of links) {
    if (link.name.startsWith('/'))
      report(
        link.place,
        `The link ${link.name} begins at the root of a host, and a course may be served below a path.`,
        "Write it from the lesson's own place: ../next-lesson/, ../../module/lesson/ or ../../labs/lab/.",
      );
    checkLink(link, `/${language}/${id}/`, lists, missing);
  }
}

function checkLink(
  link: Mention,
  from: string,
  { labs, written }: CourseLists,
  missing: (mention: Mention, what: string, known: Iterable<string>) => void,
): void {
  if (/^(#|https?:|mailto:)/.test(link.name)) return;
  const { pathname } = new URL(link.name, `http://course.local${from}`);
  const [, language = '', module = '', page = ''] =
    /^\/(en|zh)\/(?:([a-z0-9-]+)\/(?:([a-z0-9-]+)\/?)?)?$/.exec(pathname) ?? [];
  if (module === 'labs' && page !== '') {
    if (labs && !labs.has(page)) missing({ ...link, name: page }, 'lab', labs);
  } else if (language === '' || page === '') {
    if (pathname !== `/${language}/`) missing({ ...link, name: pathname }, 'page', []);
  } else if (written && !written.has(`${module}/${page}`))
    missing({ ...link, name: `${module}/${page}` }, 'lesson', written);
}
