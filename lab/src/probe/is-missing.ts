/** Whether a probe that reads a file found that it does not exist. */
export function isMissing(file: unknown): boolean {
  return typeof file === 'object' && file !== null && 'exists' in file && file.exists === false;
}
