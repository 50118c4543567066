/** The log for what students do not see. */
export interface GraderLog {
  warn(details: object, message: string): void;
}
