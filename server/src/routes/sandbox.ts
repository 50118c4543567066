import { CreateTerminal, TerminalInfo, TerminalName, TerminalTicket } from '@drydock/model';
import type { SandboxDriver } from '@drydock/sandbox';
import type { Relay } from '@drydock/terminal';
import { z } from 'zod';
import { defineRoute, type Route } from '../http/route.ts';
import { nodeRoutes } from './nodes.ts';
import { PlaceParams, type SandboxPlace } from './sandbox-place.ts';

/** Terminals, nodes and the kubeconfig of a sandbox. */
export function sandboxRoutes(place: SandboxPlace, relay: Relay, driver: SandboxDriver): readonly Route[] {
  const { path, tag, problems } = place;
  return [
    defineRoute({
      method: 'POST',
      path: `${path}/terminals`,
      action: 'terminal.open',
      tag: 'terminals',
      summary: 'A ticket for a terminal (single use, 30 s) and the WebSocket path to spend it on',
      params: PlaceParams,
      body: CreateTerminal.default(CreateTerminal.parse({})),
      answers: { 201: { description: 'The ticket', schema: TerminalTicket } },
      problems: [...problems, 'forbidden', 'rate_limited'],
      async handle({ params, body: { terminal, kind }, access }) {
        const sandbox = await place.forTerminal(access, params.id, kind);
        const { user } = access.principal;
        const ticket = relay.issue({ user, attempt: params.id, terminal, kind, agent: sandbox.agent() });
        return { status: 201, body: ticket };
      },
    }),
    defineRoute({
      method: 'GET',
      path: `${path}/terminals`,
      action: 'terminal.list',
      tag: 'terminals',
      summary: 'The terminals that are open in the workspace',
      params: PlaceParams,
      answers: { 200: { description: 'Terminals', schema: z.array(TerminalInfo) } },
      problems,
      async handle({ params, access }) {
        const sandbox = await place.sandbox(access, params.id);
        return { status: 200, body: await relay.terminals(sandbox.agent()) };
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: `${path}/terminals/:terminal`,
      action: 'terminal.close',
      tag: 'terminals',
      summary: 'Close a terminal and end its shell',
      params: PlaceParams.extend({ terminal: TerminalName }),
      answers: { 204: { description: 'It is closed' } },
      problems: [...problems, 'terminal_unknown'],
      async handle({ params, access }) {
        const sandbox = await place.sandbox(access, params.id);
        await relay.close(sandbox.agent(), params.terminal);
        return { status: 204 };
      },
    }),
    defineRoute({
      method: 'GET',
      path: `${path}/kubeconfig`,
      action: place.kubeconfigAction,
      tag,
      summary: "The student's kubeconfig, with an address that works from this machine",
      params: PlaceParams,
      answers: { 200: { description: 'A kubeconfig', type: 'application/yaml' } },
      problems,
      async handle({ params, access }) {
        const sandbox = await place.sandbox(access, params.id);
        return { status: 200, body: await sandbox.kubeconfig('student') };
      },
    }),
    ...nodeRoutes(place, driver),
  ];
}
