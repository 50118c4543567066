import type { KeptCell } from '@drydock/model';

/** A Jupyter notebook, format 4.5, with the bash kernel. */
export interface Notebook {
  nbformat: 4;
  nbformat_minor: 5;
  metadata: {
    kernelspec: { name: 'bash'; display_name: 'Bash'; language: 'bash' };
    language_info: { name: 'bash' };
  };
  cells: NotebookCell[];
}

type NotebookCell =
  | { cell_type: 'markdown'; id: string; metadata: object; source: string }
  | {
      cell_type: 'code';
      id: string;
      metadata: object;
      source: string;
      execution_count: number | null;
      outputs: { output_type: 'stream'; name: 'stdout'; text: string }[];
    };

const fence = /^([ \t]*)(`{3,}|~{3,})(\S*)([^\n]*)\n([\s\S]*?)^[ \t]*\2[ \t]*$/gm;

/** Makes a notebook of a lesson's Markdown and of what is kept of its cells: the student's outputs and edits, the author's output elsewhere. */
export function notebookOf(markdown: string, kept: readonly KeptCell[]): Notebook {
  const cells: NotebookCell[] = [];
  const addText = (text: string) => {
    const source = text.trim();
    if (source !== '') cells.push({ cell_type: 'markdown', id: `text-${cells.length}`, metadata: {}, source });
  };
  let text = '';
  let at = 0;
  let last: { cell: NotebookCell & { cell_type: 'code' }; isOwn: boolean } | undefined;
  let count = 0;
  for (const match of markdown.matchAll(fence)) {
    const [whole, indent = '', , language = '', meta = '', body = ''] = match;
    const between = markdown.slice(at, match.index);
    at = match.index + whole.length;
    const code = body.replaceAll(new RegExp(`^${indent}`, 'gm'), '').replace(/\n$/, '');
    if (language === 'output' && last && between.trim() === '') {
      if (!last.isOwn) last.cell.outputs = [{ output_type: 'stream', name: 'stdout', text: `${code}\n` }];
      continue;
    }
    text += between;
    last = undefined;
    if (!/(?:^|\s)cell(?:\s|$)/.test(meta)) {
      text += whole;
      continue;
    }
    addText(text);
    text = '';
    count += 1;
    const own = kept.find(({ cell }) => cell === String(count));
    const file = /\bfile="([^"]+)"/.exec(meta)?.[1];
    const source = file === undefined ? code : written(file, own?.edited ?? code);
    const output = own?.output.map((piece) => piece.text).join('') ?? '';
    const cell: NotebookCell & { cell_type: 'code' } = {
      cell_type: 'code',
      id: `cell-${count}`,
      metadata: {},
      source,
      execution_count: null,
      outputs: output === '' ? [] : [{ output_type: 'stream', name: 'stdout', text: output }],
    };
    cells.push(cell);
    last = { cell, isOwn: own?.run != null };
  }
  addText(text + markdown.slice(at));
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {
      kernelspec: { name: 'bash', display_name: 'Bash', language: 'bash' },
      language_info: { name: 'bash' },
    },
    cells,
  };
}

/** A manifest as commands: a notebook has no files. */
function written(file: string, text: string): string {
  return `cat > ${file} <<'MANIFEST'\n${text.replace(/\n$/, '')}\nMANIFEST\nkubectl apply -f ${file}`;
}
