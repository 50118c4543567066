/** Whose cluster a view shows. */
export interface Place {
  readonly kind: 'attempt' | 'playground';
  readonly id: string;
}

/** The address of a place's view in the API. */
export function viewPath({ kind, id }: Place): string {
  return `/${kind}s/${encodeURIComponent(id)}/view`;
}
