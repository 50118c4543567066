import { attributesOf } from '../language/attributes/literal-attributes.ts';
import type { Node } from '../language/syntax-tree.ts';
import type { Place, Report } from '../problem.ts';
import { textOf } from './prose.ts';

/** One answer of a quiz. */
export interface LessonChoice {
  readonly text: string;
  readonly reason?: string;
  readonly isCorrect: boolean;
  readonly place: Place;
}

/** A question at the end of a lesson. */
export interface LessonQuiz {
  readonly id: string;
  readonly question: string;
  readonly choices: readonly LessonChoice[];
  readonly place: Place;
}

const start: Place = { line: 1, column: 1 };

/** Reads a `<Quiz>` with its choices. */
export function readQuiz(node: Node, source: string, report: Report): LessonQuiz {
  const attributes = attributesOf(node, source, report);
  const word = (name: string): string => {
    const value = attributes.get(name)?.value;
    return typeof value === 'string' ? value : '';
  };
  const place = node.position?.start ?? start;
  return { id: word('id'), question: word('question'), choices: choicesOf(node, source, report), place };
}

function choicesOf({ children = [] }: Node, source: string, report: Report): readonly LessonChoice[] {
  return children.flatMap((child) => {
    if (child.name !== 'Choice') return choicesOf(child, source, report);
    const attributes = attributesOf(child, source, report);
    const reason = attributes.get('reason')?.value;
    return [
      {
        text: allText(child).trim(),
        ...(typeof reason === 'string' && { reason }),
        isCorrect: attributes.get('correct')?.value === true,
        place: child.position?.start ?? start,
      },
    ];
  });
}

/** The text of a choice, written in one line or as a paragraph. */
function allText(node: Node): string {
  const paragraphs = (node.children ?? []).filter(({ type }) => type === 'paragraph');
  return paragraphs.length > 0 ? paragraphs.map(textOf).join(' ') : textOf(node);
}
