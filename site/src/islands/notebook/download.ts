import { readKept } from '../api/playground-guards.ts';
import { request } from '../api/request.ts';
import { notebookOf } from './notebook.ts';

/** Makes the notebook of a lesson with what is kept of its cells, and hands it to the browser as a file. False when the page's text could not be got. */
export async function downloadNotebook(lesson: string): Promise<boolean> {
  const [markdown, kept] = await Promise.all([
    fetch(`${location.pathname.replace(/\/$/, '')}.md`)
      .then(async (answer) => (answer.ok ? answer.text() : null))
      .catch(() => null),
    request('GET', `/lessons/${lesson}/cells`, readKept),
  ]);
  if (markdown === null) return false;
  const notebook = notebookOf(markdown, kept.ok ? kept.value : []);
  const url = URL.createObjectURL(
    new Blob([`${JSON.stringify(notebook, null, 1)}\n`], { type: 'application/x-ipynb+json' }),
  );
  const link = document.createElement('a');
  link.href = url;
  link.download = `${lesson.replace('/', '-')}.ipynb`;
  link.click();
  URL.revokeObjectURL(url);
  return true;
}
