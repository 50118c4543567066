import type { Text } from '@drydock/model';
import type { LabHead } from '@drydock/lab';
import type { OrderedModule } from './order.ts';

/**
 * Starlight's sidebar, from which it also makes Previous and Next: each module with its own page, its lessons that are written, each
 * with its number and followed by its labs, and the glossary at the end. What is still to be written is on the home page only.
 */
export function courseSidebar(
  order: readonly OrderedModule[],
  labs: ReadonlyMap<string, LabHead>,
  hasGlossary: boolean,
) {
  const modules = order.map(({ module, lessons }) => ({
    ...labelled({ en: `${module.number} · ${module.title.en}`, zh: `${module.number} · ${module.title.zh}` }),
    collapsed: true,
    items: [
      {
        ...labelled({ en: `Module ${module.number}: overview`, zh: `模块 ${module.number} 概览` }),
        link: `/${module.id}/`,
        attrs: { class: 'module-entry' },
      },
      ...lessons.flatMap(({ id, lesson, labs: ids }) => [
        {
          ...labelled({ en: `${lesson.number} ${lesson.title.en}`, zh: `${lesson.number} ${lesson.title.zh}` }),
          link: `/${id}/`,
          attrs: { 'data-lesson': id },
        },
        ...ids.flatMap((lab) => {
          const title = labs.get(lab)?.title;
          if (!title) return [];
          return {
            ...labelled({ en: `Lab: ${title.en}`, zh: `实验：${title.zh}` }),
            link: `/labs/${lab}/`,
            attrs: { class: 'lab-entry' },
          };
        }),
      ]),
    ],
  }));
  return hasGlossary ? [...modules, { ...labelled({ en: 'Glossary', zh: '术语表' }), link: '/glossary/' }] : modules;
}

function labelled({ en, zh }: Text) {
  return { label: en, translations: { 'zh-CN': zh } };
}
