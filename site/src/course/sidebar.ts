import { languages, type Course } from '@drydock/model';
import { isWritten } from './catalogue.ts';

/** Starlight's sidebar: ten modules, each lesson with its number; lessons in no language yet carry the class `coming`. */
export function courseSidebar(course: Course, contentDirectory: string) {
  return course.modules.map((module) => ({
    label: `${module.number} · ${module.title.en}`,
    translations: { 'zh-CN': `${module.number} · ${module.title.zh}` },
    collapsed: true,
    items: module.lessons.map((lesson) => {
      const written = languages.some((language) => isWritten(contentDirectory, language, { module, lesson }));
      return {
        label: `${lesson.number} ${lesson.title.en}`,
        translations: { 'zh-CN': `${lesson.number} ${lesson.title.zh}` },
        link: `/${module.id}/${lesson.id}/`,
        attrs: { 'data-lesson': `${module.id}/${lesson.id}`, ...(written ? {} : { class: 'coming' }) },
        ...(written ? {} : { badge: { text: { en: 'coming', 'zh-CN': '待写' }, class: 'coming-badge' } }),
      };
    }),
  }));
}
