import { Component, type ComponentChildren } from 'preact';

/** A component that is drawn again only when one of its props is another value: of hundreds of Pods the one that changed. */
export function memo<Props extends object>(draw: (props: Props) => ComponentChildren) {
  return class extends Component<Props> {
    override shouldComponentUpdate(next: Readonly<Props>): boolean {
      const before: Readonly<Props> = this.props;
      const keys = new Set([...Object.keys(before), ...Object.keys(next)]) as Set<keyof Props>;
      return [...keys].some((key) => !Object.is(before[key], next[key]));
    }
    override render(props: Props) {
      return draw(props);
    }
  };
}
