/** What terminals belong to: the workspace of an attempt, or of a playground. */
export interface WorkPlace {
  readonly kind: 'attempts' | 'playgrounds';
  readonly id: string;
}

/** The address of its terminals in the API. */
export function terminalsPath({ kind, id }: WorkPlace): string {
  return `/${kind}/${encodeURIComponent(id)}/terminals`;
}
