/** Whether a probe that reads a file found that there is none. */
export function isMissing(file: unknown): boolean {
  return typeof file === 'object' && file !== null && 'exists' in file && file.exists === false;
}
