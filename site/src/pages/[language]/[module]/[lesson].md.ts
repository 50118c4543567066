import { getCollection } from 'astro:content';
import { lessonMarkdown } from '../../../course/lesson/lesson-markdown.ts';
import { hasCell } from '../../../mdx/lesson-cells.ts';

/** The plain Markdown of each lesson with cells, of which its page makes a notebook. */
export async function getStaticPaths(): Promise<{ params: Record<string, string>; props: { markdown: string } }[]> {
  const entries = await getCollection('lessons', ({ body }) => hasCell(body ?? ''));
  return entries.map(({ id, body, data }) => {
    const [language = '', module = '', lesson = ''] = id.split('/');
    return { params: { language, module, lesson }, props: { markdown: lessonMarkdown(data.title, body ?? '') } };
  });
}

export const GET = ({ props }: { props: { markdown: string } }): Response =>
  new Response(props.markdown, { headers: { 'content-type': 'text/markdown; charset=utf-8' } });
