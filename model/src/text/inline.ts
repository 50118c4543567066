/** A node of inline text, as the syntax trees of Markdown have them; what is of another type is kept as it is. */
export interface Inline {
  readonly type: string;
  readonly value?: string;
  readonly url?: string;
  readonly children?: readonly Inline[];
  /** Which characters of a text were written with a backslash or as an entity, so that they mark nothing. */
  readonly isEscaped?: (index: number) => boolean;
}
