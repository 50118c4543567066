import type { LoadOptions } from '../catalogue/references.ts';

/** What exists beside a lesson; what is not given is not looked at. */
export interface CourseLists extends LoadOptions {
  /** The ids of the labs. */
  readonly labs?: ReadonlySet<string>;
  /** The files of `content/pictures/`. */
  readonly pictures?: ReadonlySet<string>;
  /** `module/lesson` of the lessons that are written. */
  readonly written?: ReadonlySet<string>;
}
