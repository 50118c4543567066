/** Reads a remembered value; `fallback` when there is none, it is not readable, or the browser forbids storage. */
export function recall<T>(key: string, fallback: T): T {
  try {
    const text = localStorage.getItem(`drydock.${key}`);
    return text === null ? fallback : (JSON.parse(text) as T);
  } catch {
    return fallback;
  }
}

/** Remembers a value in this browser; does nothing where storage is forbidden or full. */
export function remember(key: string, value: unknown): void {
  try {
    localStorage.setItem(`drydock.${key}`, JSON.stringify(value));
  } catch {
    // Nothing is lost but comfort.
  }
}
