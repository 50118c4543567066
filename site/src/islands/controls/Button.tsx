import type { ComponentChildren, JSX } from 'preact';

/**
 * A button that may be off for a while. It is never `disabled`: a browser takes the focus from a disabled button and gives it to
 * nothing, so that whoever pressed it with the keyboard has lost their place.
 */
export function Button(
  props: Omit<JSX.IntrinsicElements['button'], 'disabled' | 'onClick'> & {
    isOff?: boolean;
    onClick: () => void;
    children: ComponentChildren;
  },
) {
  const { isOff = false, onClick, ...rest } = props;
  return <button type="button" {...rest} aria-disabled={isOff} onClick={() => !isOff && onClick()} />;
}
