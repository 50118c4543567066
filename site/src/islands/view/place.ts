/** Whose cluster a view shows. */
export interface Place {
  readonly kind: 'attempt' | 'playground';
  readonly id: string;
}

/** The address of a place in the API. */
export function placePath({ kind, id }: Place): string {
  return `/${kind}s/${encodeURIComponent(id)}`;
}

/** The address of a place's view in the API. */
export function viewPath(place: Place): string {
  return `${placePath(place)}/view`;
}
