import { type Course, languages, type Text } from '@drydock/model';
import { isWritten } from './catalogue.ts';

/**
 * Starlight's sidebar, from which it also makes Previous and Next: the lessons that are written, each with its number and followed by
 * its labs. What is still to be written is on the home page only.
 */
export function courseSidebar(course: Course, contentDirectory: string, labs: ReadonlyMap<string, Text>) {
  return course.modules.flatMap((module) => {
    const written = module.lessons.filter((lesson) =>
      languages.some((language) => isWritten(contentDirectory, language, { module, lesson })),
    );
    if (written.length === 0) return [];
    return {
      label: `${module.number} · ${module.title.en}`,
      translations: { 'zh-CN': `${module.number} · ${module.title.zh}` },
      collapsed: true,
      items: written.flatMap((lesson) => [
        {
          label: `${lesson.number} ${lesson.title.en}`,
          translations: { 'zh-CN': `${lesson.number} ${lesson.title.zh}` },
          link: `/${module.id}/${lesson.id}/`,
          attrs: { 'data-lesson': `${module.id}/${lesson.id}` },
        },
        ...lesson.labs.flatMap((id) => {
          const title = labs.get(id);
          if (!title) return [];
          return {
            label: `Lab: ${title.en}`,
            translations: { 'zh-CN': `实验：${title.zh}` },
            link: `/labs/${id}/`,
            attrs: { class: 'lab-entry' },
          };
        }),
      ]),
    };
  });
}
