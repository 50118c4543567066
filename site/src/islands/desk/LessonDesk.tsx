import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { request } from '../api/request.ts';
import { awake } from '../cell/awake.ts';
import { loadRefused } from '../refused/refused.ts';
import { loadPart } from '../state/load-part.ts';
import { useStore } from '../state/store.ts';
import type { DeskProps } from './props.ts';

/** The desk of a lesson with cells. Its script is loaded when a cell is used, or when there is a playground or a kept output to show. */
export default function LessonDesk(props: DeskProps) {
  const isAwake = useStore(awake, (value) => value);
  const [Desk, setDesk] = useState<ComponentType<DeskProps> | null>(null);
  useEffect(() => {
    void loadRefused(props.lesson);
    void hasBeenUsed(props.lesson).then((isUsed) => isUsed && awake.set(true));
  }, []);
  useEffect(() => {
    if (isAwake) void loadPart(() => import('./Desk.tsx')).then((module) => setDesk(() => module.default));
  }, [isAwake]);
  return Desk && <Desk {...props} />;
}

/** Whether there is anything of this student to show: a playground, or a cell with an output or an edit. A server that does not answer has nothing. */
async function hasBeenUsed(lesson: string): Promise<boolean> {
  const isFull = (value: unknown) => (Array.isArray(value) ? value.length > 0 : undefined);
  const found = await Promise.all(
    ['/playgrounds', `/lessons/${lesson}/cells`].map((path) => request('GET', path, isFull)),
  );
  return found.some((each) => each.ok && each.value);
}
