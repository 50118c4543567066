import { Component, type ComponentChildren } from 'preact';

/** A component that is drawn again only when one of its props is another value: of hundreds of Pods the one that changed. */
export function memo<Props extends object>(draw: (props: Props) => ComponentChildren) {
  return class extends Component<Props> {
    override shouldComponentUpdate(next: Readonly<Props>): boolean {
      const before = new Map<string, unknown>(Object.entries(this.props));
      const after = Object.entries(next);
      return after.length !== before.size || after.some(([key, value]) => !Object.is(before.get(key), value));
    }
    override render(props: Props) {
      return draw(props);
    }
  };
}
