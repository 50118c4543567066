import type { LessonPages } from '@drydock/lab';
import type { Course } from '@drydock/model';
import { type Declared, readDeclared } from './declared.ts';
import { findingsOf } from './findings.ts';
import type { Question } from './questions.ts';

/** What the lessons and labs say they cover of the curriculum. */
export interface Coverage {
  readonly modules: readonly ModuleCoverage[];
  /** Where comments, quizzes and languages do not agree, one sentence each. */
  readonly findings: readonly string[];
}

export interface ModuleCoverage {
  readonly number: number;
  readonly title: string;
  readonly lessons: readonly LessonCoverage[];
}

export interface LessonCoverage {
  /** `module/lesson` */
  readonly id: string;
  readonly number: string;
  readonly title: string;
  /** Below `content/`; undefined for a lesson to come. */
  readonly file?: string;
  readonly rows: readonly string[];
  readonly errors: readonly string[];
  readonly questions: readonly Question[];
  readonly cells: number;
  readonly quizzes: readonly string[];
  readonly labs: readonly { readonly id: string; readonly isWritten: boolean }[];
}

/** Puts together what each lesson of a course declares and has. `labs` are the ids of the labs that are written. */
export function coverageOf(course: Course, pages: readonly LessonPages[], labs: ReadonlySet<string>): Coverage {
  const pagesOf = new Map(pages.map((lesson) => [lesson.id, lesson]));
  const modules = course.modules.map(({ id: module, number, title, lessons }) => ({
    number,
    title: title.en,
    lessons: lessons.map((lesson) => {
      const id = `${module}/${lesson.id}`;
      const { en, zh } = pagesOf.get(id)?.pages ?? {};
      const page = en ?? zh;
      const declared: Declared | undefined = page && readDeclared(page.text);
      return {
        id,
        number: lesson.number,
        title: lesson.title.en,
        ...(page && { file: page.file }),
        rows: sortedOnce(declared?.rows ?? []),
        errors: sortedOnce(declared?.errors ?? []),
        questions: declared?.questions ?? [],
        cells: page?.lesson.cells.length ?? 0,
        quizzes: page?.lesson.quizzes.map((quiz) => quiz.id) ?? [],
        labs: lesson.labs.map((lab) => ({ id: lab, isWritten: labs.has(lab) })),
      };
    }),
  }));
  return { modules, findings: findingsOf(pages) };
}

function sortedOnce(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)].toSorted();
}
