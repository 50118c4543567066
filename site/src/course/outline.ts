import type { Language } from '@drydock/model';
import { mdxToMdast } from 'satteri';

/** What the page needs to know of a lab before the server answers: its tasks with points, checks with titles and how many hints they have; no expressions. */
export interface LabOutline {
  id: string;
  points: number;
  tasks: { id: string; title: string; points: number; checks: { id: string; title: string; hints: number }[] }[];
}

interface Node {
  type: string;
  name?: string | null;
  attributes?: { type: string; name?: string; value?: unknown }[];
  children?: Node[];
}

/** Reads tasks, points and checks from a lab's English source; a title missing from the translation falls back to English. */
export function labOutline(
  id: string,
  bodies: { en: string } & Partial<Record<Language, string>>,
  language: Language,
): LabOutline {
  const source = readTasks(bodies.en);
  const translated = language === 'en' ? source : readTasks(bodies[language] ?? bodies.en);
  const tasks = source.map((task) => {
    const other = translated.find((candidate) => candidate.id === task.id);
    return {
      ...task,
      title: other?.title || task.title,
      checks: task.checks.map((check) => ({
        ...check,
        title: other?.checks.find(({ id: name }) => name === check.id)?.title || check.title,
      })),
    };
  });
  return { id, points: tasks.reduce((sum, task) => sum + task.points, 0), tasks };
}

function readTasks(body: string): LabOutline['tasks'] {
  return elements(mdxToMdast(body) as unknown as Node, 'Task').map((task) => ({
    id: attribute(task, 'id'),
    title: attribute(task, 'title'),
    points: Number(attribute(task, 'points')) || 0,
    checks: elements(task, 'Check').map((check) => ({
      id: attribute(check, 'id'),
      title: attribute(check, 'title'),
      hints: elements(check, 'Hint').length,
    })),
  }));
}

function elements(node: Node, name: string): Node[] {
  return (node.children ?? []).flatMap((child) => [...(child.name === name ? [child] : []), ...elements(child, name)]);
}

function attribute(node: Node, name: string): string {
  const value = node.attributes?.find(
    (candidate) => candidate.type === 'mdxJsxAttribute' && candidate.name === name,
  )?.value;
  if (typeof value === 'string') return value;
  const expression = (value as { value?: unknown } | null | undefined)?.value;
  return typeof expression === 'string' ? expression.trim().replace(/^(['"`])(.*)\1$/s, '$2') : '';
}
