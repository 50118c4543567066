import { h, type VNode } from 'preact';
import { expect, test } from 'vitest';
import { createStore, useStore } from './store.ts';

/** What a component draws first, by the very hooks of its renderer. */
async function firstDraw(component: () => VNode): Promise<string> {
  const { renderToString } = await import('preact-render-to-string');
  return renderToString(h(component, null));
}

test('an island begins with what the page was built with, though another island has filled the store since', async () => {
  const store = createStore<{ hints: number }>({ hints: 0 });
  const Island = () => {
    const hints = useStore(store, (state) => state.hints);
    return <p>{hints > 0 && <div>hints</div>}</p>;
  };
  const built = await firstDraw(Island);
  store.set({ hints: 2 });
  expect(await firstDraw(Island)).toBe(built);
  expect(store.get()).toEqual({ hints: 2 });
});
