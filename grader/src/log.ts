/** Where the grader tells what is not for the student. */
export interface GraderLog {
  warn(details: object, message: string): void;
}
