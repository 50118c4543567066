import { useLayoutEffect, useState } from 'preact/hooks';

/** A value that several islands of one page share. */
export interface Store<S> {
  get(): S;
  /** What it held when the page was built. */
  initial(): S;
  set(next: S): void;
  update(change: (state: S) => S): void;
  subscribe(listener: () => void): () => void;
}

/** Makes a store; listeners run after each change to another value, synchronously. */
export function createStore<S>(initial: S): Store<S> {
  let state = initial;
  const listeners = new Set<() => void>();
  const store: Store<S> = {
    get: () => state,
    initial: () => initial,
    set(next) {
      if (Object.is(next, state)) return;
      state = next;
      for (const listener of listeners) listener();
    },
    update: (change) => store.set(change(state)),
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  return store;
}

/**
 * The part of a store a component draws; it redraws when that part is another value. It begins with what the page was built with, as the HTML did: another
 * island may have filled the store before this one comes to life, and elements that the HTML lacks would be taken for others.
 */
export function useStore<S, T>(store: Store<S>, select: (state: S) => T): T {
  const [selected, setSelected] = useState(() => select(store.initial()));
  useLayoutEffect(() => {
    const read = () => setSelected(() => select(store.get()));
    read();
    return store.subscribe(read);
    // `select` is a fixed function of the component's props; subscribing again on each draw would be waste.
  }, [store]);
  return selected;
}
