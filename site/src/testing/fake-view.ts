import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { SandboxNode, ViewEvent, ViewObject } from '@drydock/model';
import { WebSocketServer, type WebSocket } from 'ws';

/** The cluster of the scripted API, as the cluster view sees it. */
export interface FakeView {
  /** What a page is told first. */
  objects: ViewObject[];
  /** Every object's YAML. */
  yaml: string;
  /** The nodes of the sandbox, some of which may be paused. */
  nodes: SandboxNode[];
  /** How many pages look now. */
  readonly viewers: number;
  /** The objects whose YAML was asked for, as queries. */
  readonly asked: string[];
  emit(event: ViewEvent): void;
  /** Answers what is asked of nodes: all of them, after one was paused or resumed. */
  answerNodes(path: string, state: unknown): SandboxNode[];
  /** Takes an upgrade of a view; false for another address. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
}

export function createFakeView(): FakeView {
  const sockets = new WebSocketServer({ noServer: true });
  const pages = new Set<WebSocket>();
  const view: FakeView = {
    objects: [],
    nodes: [],
    yaml: 'apiVersion: v1\nkind: Pod\n',
    get viewers() {
      return pages.size;
    },
    asked: [],
    emit(event) {
      for (const page of pages) page.send(JSON.stringify(event));
    },
    answerNodes(path, state) {
      const changed = path.split('/nodes/')[1];
      const to = state === 'paused' ? 'paused' : 'running';
      view.nodes = view.nodes.map((node) => (node.name === changed ? { ...node, state: to } : node));
      return view.nodes;
    },
    upgrade(request, socket, head) {
      if (!request.url?.endsWith('/view')) return false;
      sockets.handleUpgrade(request, socket, head, (page) => {
        pages.add(page);
        page.on('close', () => pages.delete(page));
        page.send(JSON.stringify({ type: 'snapshot', objects: view.objects }));
        page.send(JSON.stringify({ type: 'status', status: 'live', problem: null }));
      });
      return true;
    },
  };
  return view;
}
