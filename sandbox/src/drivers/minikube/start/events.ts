import { z } from 'zod';

/** A line of `minikube start --output json`: a CloudEvent. */
const Event = z.object({
  type: z.string(),
  data: z.record(z.string(), z.string()).optional(),
});

/** What a line says: a phase begins, or minikube gives up, with its advice where it has one. Other lines say nothing that matters here. */
export type Said =
  | { readonly kind: 'step'; readonly name: string; readonly message: string }
  | { readonly kind: 'error'; readonly message: string; readonly advice: string | undefined };

/** Reads a line of the output; undefined for what is no step and no error. */
export function readEvent(line: string): Said | undefined {
  const found = Event.safeParse(parsed(line)).data;
  const { message = '', name = '', advice, exitcode } = found?.data ?? {};
  if (found?.type === 'io.k8s.sigs.minikube.step') return { kind: 'step', name, message };
  // What it says as an error and goes on has no exit code.
  if (found?.type === 'io.k8s.sigs.minikube.error' && exitcode !== undefined)
    return { kind: 'error', message: message.trim(), advice: advice?.trim() || undefined };
  return undefined;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined; // A warning of a library may be between the events.
  }
}
