import type { Language } from '@drydock/model';
import { useEffect, useRef, useState } from 'preact/hooks';
import { labTextOf } from '../../text/lab.ts';
import { request } from '../api/request.ts';
import { recall, remember } from '../state/memory.ts';
import { CloseQuestion } from './CloseQuestion.tsx';
import { SettingsMenu } from './SettingsMenu.tsx';
import { TerminalTab } from './TerminalTab.tsx';
import { TerminalView, type TerminalControls } from './TerminalView.tsx';
import { nodeOfPlace, placeOfNode, terminalsHere, type Place } from './bridge.ts';
import { createFocusClaim } from './focus-claim.ts';
import { isMac } from './input/keys.ts';
import type { LinkState } from './link.ts';
import { whatRuns, type Running } from './running.ts';
import { firstTitle, nextTerminal, placeOf, readTerminals, type OpenTerminal } from './tabs.ts';
import { followTyping } from './input/typing.ts';
import { terminalsPath, type WorkPlace } from './work-place.ts';

export interface TerminalDockProps {
  place: WorkPlace;
  /** The nodes that have a shell here: none, the only one as an empty name, or each by its name. */
  nodes: readonly string[];
  /** The first terminal takes the focus: the student has just started the lab here. */
  isFocused: boolean;
  /** Something is typed into a terminal from elsewhere on the page. */
  onReach?: () => void;
  language: Language;
}

/** For so long after a terminal has been closed a click closes no other one. */
const doubleClickMs = 500;

/** The terminals of one attempt or playground as tabs. They live in the workspace: this page only looks at them. */
export default function TerminalDock({ place, nodes, isFocused, onReach, language }: TerminalDockProps) {
  const text = labTextOf(language);
  const [tabs, setTabs] = useState<OpenTerminal[] | null>(null);
  const [active, setActive] = useState('');
  const [states, setStates] = useState<Record<string, LinkState>>({});
  const [renaming, setRenaming] = useState<string | null>(null);
  const focus = useRef(createFocusClaim(isFocused));
  const controls = useRef(new Map<string, TerminalControls>());
  const [question, setQuestion] = useState<{ tab: OpenTerminal; running: Exclude<Running, null> } | null>(null);
  const [isFull, setFull] = useState(false);
  const dock = useRef<HTMLElement>(null);
  const closing = useRef({ isAsking: false, lastAt: Number.NEGATIVE_INFINITY });
  /** The terminal of each kind that was shown last. */
  const latest = useRef<Partial<Record<Place, string>>>({});
  /** Commands for terminals that are only being opened. */
  const waiting = useRef(new Map<string, string>());
  const typeInto = useRef<(commands: string, place: Place, takesFocus: boolean) => void>(() => undefined);

  useEffect(() => {
    void (async () => {
      const listed = await request('GET', terminalsPath(place), readTerminals);
      const kept = recall<OpenTerminal[]>(`terminals.${place.id}`, []);
      const found = listed.ok && listed.value.length > 0 ? listed.value : kept;
      const open = found.length > 0 ? found : [nextTerminal([], 'workspace')];
      setTabs(open);
      setActive(open[0]?.name ?? '');
    })();
  }, [place.kind, place.id]);
  useEffect(() => {
    const stop = new AbortController();
    // The list of terminals, and a connection, may come late: until then the student may have gone on.
    focus.current.watch(() => dock.current, stop.signal);
    return () => stop.abort();
  }, []);
  useEffect(() => {
    const stop = new AbortController();
    if (dock.current) followTyping(dock.current, stop.signal);
    return () => stop.abort();
  }, [tabs === null]);
  useEffect(() => {
    if (tabs) remember(`terminals.${place.id}`, tabs);
  }, [tabs]);
  const isLoaded = tabs !== null;
  useEffect(() => {
    if (!isLoaded) return undefined;
    terminalsHere.set({
      places: ['workspace', ...nodes.map(placeOfNode)],
      type(commands, place, takesFocus = true) {
        onReach?.();
        typeInto.current(commands, place, takesFocus);
      },
    });
    return () => terminalsHere.set(null);
  }, [isLoaded, nodes.length, nodes.join(' ')]);

  if (!tabs) return <p class="loading">{text.terminalLoading}</p>;
  const titleOf = (tab: OpenTerminal) => givenTitle(tab, states[tab.name]) ?? firstTitle(tab, text);
  const show = (name: string) => {
    focus.current.claim();
    setActive(name);
    // Enter on the tab that is shown already leads back into its terminal.
    if (name === active) controls.current.get(name)?.focus();
  };
  const add = (place: Place) => {
    const tab = nextTerminal(tabs, place === 'workspace' ? 'workspace' : 'node', nodeOfPlace(place));
    setTabs([...tabs, tab]);
    show(tab.name);
    return tab;
  };
  const shown = tabs.find(({ name }) => name === active);
  if (shown) latest.current[placeOf(shown)] = shown.name;
  // A block's commands never go to a shell of another kind, whichever happens to be shown.
  typeInto.current = (commands, place, takesFocus) => {
    const those = tabs.filter((tab) => placeOf(tab) === place);
    const tab = those.find(({ name }) => name === latest.current[place]) ?? those[0] ?? add(place);
    if (takesFocus) show(tab.name);
    else {
      focus.current.drop();
      setActive(tab.name);
    }
    const control = controls.current.get(tab.name);
    if (control) control.type(commands);
    else waiting.current.set(tab.name, commands);
  };
  const keepControls = (name: string, control: TerminalControls | null) => {
    if (!control) return void controls.current.delete(name);
    controls.current.set(name, control);
    const commands = waiting.current.get(name);
    waiting.current.delete(name);
    if (commands !== undefined) control.type(commands);
  };
  const close = (name: string) => {
    void request('DELETE', `${terminalsPath(place)}/${encodeURIComponent(name)}`, () => true);
    const rest = tabs.filter((tab) => tab.name !== name);
    const hadFocus = document.activeElement?.id === `terminal-tab-${name}`;
    const next = active === name ? (rest.at(-1)?.name ?? '') : active;
    setTabs((all) => all?.filter((tab) => tab.name !== name) ?? null);
    setActive(next);
    closing.current.lastAt = performance.now();
    if (hadFocus) document.getElementById(`terminal-tab-${next}`)?.focus();
  };
  const askClose = async (tab: OpenTerminal, by: 'pointer' | 'key') => {
    // The second click of a double click meets the tab that has taken the place of the first.
    const isSecondClick = by === 'pointer' && performance.now() - closing.current.lastAt < doubleClickMs;
    if (closing.current.isAsking || isSecondClick) return;
    closing.current.isAsking = true;
    const running = await whatRuns(place, tab, controls.current.get(tab.name)?.isAtPrompt());
    closing.current.isAsking = false;
    if (running) setQuestion({ tab, running });
    else close(tab.name);
  };
  const move = (name: string, by: number) => {
    const next = tabs[(tabs.findIndex((tab) => tab.name === name) + by + tabs.length) % tabs.length];
    if (!next) return;
    focus.current.drop();
    setActive(next.name);
    document.getElementById(`terminal-tab-${next.name}`)?.focus();
  };
  return (
    <section class="dock" aria-label={text.terminal} ref={dock} data-full={isFull}>
      <div class="dock-bar">
        <div class="dock-tabs" role="tablist" aria-label={text.terminalTabs}>
          {tabs.map((tab) => (
            <TerminalTab
              key={tab.name}
              name={tab.name}
              title={titleOf(tab)}
              isActive={tab.name === active}
              isRenaming={renaming === tab.name}
              state={states[tab.name] ?? null}
              language={language}
              onShow={() => show(tab.name)}
              onMove={(by) => move(tab.name, by)}
              onClose={(by) => void askClose(tab, by)}
              onAskRename={() => setRenaming(tab.name)}
              onRename={(title) => {
                setRenaming(null);
                if (title) controls.current.get(tab.name)?.rename(title);
              }}
            />
          ))}
        </div>
        <button
          type="button"
          class="dock-new"
          aria-label={text.newShell}
          title={text.newShell}
          onClick={() => add('workspace')}
        >
          +
        </button>
        {nodes.map((node) => (
          <button
            key={node}
            type="button"
            class="dock-new wide"
            title={node === '' ? text.newNodeShell : text.newShellOn(node)}
            onClick={() => add(placeOfNode(node))}
          >
            + {node === '' ? text.nodeShell : node}
          </button>
        ))}
        <button
          type="button"
          class="dock-full"
          aria-pressed={isFull}
          aria-label={text.terminalFull}
          title={text.terminalFull}
          onClick={() => setFull(!isFull)}
        >
          ⤢
        </button>
        <SettingsMenu language={language} />
      </div>
      <p class="sr-only">
        {text.terminalHelp} {text.terminalKeys(isMac())}
      </p>
      {tabs.map((tab) => (
        <TerminalView
          key={tab.name}
          place={place}
          terminal={tab.name}
          kind={tab.kind}
          title={titleOf(tab)}
          isActive={tab.name === active}
          mayFocus={() => focus.current.isHeld()}
          language={language}
          onState={(state) => setStates((all) => ({ ...all, [tab.name]: state }))}
          onControls={(control) => keepControls(tab.name, control)}
          onGone={() => close(tab.name)}
        />
      ))}
      {question && (
        <CloseQuestion
          title={titleOf(question.tab)}
          running={question.running}
          language={language}
          onConfirm={() => close(question.tab.name)}
          onClose={() => setQuestion(null)}
        />
      )}
      {tabs.length === 0 && (
        <div class="dock-empty">
          <button type="button" class="primary" onClick={() => add('workspace')}>
            {text.newShell}
          </button>
        </div>
      )}
    </section>
  );
}

// The student's own name for it, else what a program in it calls itself; the agent's default is the bare id.
function givenTitle(tab: OpenTerminal, state: LinkState | undefined): string | undefined {
  const renamed = state?.title && state.title !== tab.name ? state.title : state ? undefined : tab.title;
  return renamed ?? (state?.programTitle || undefined);
}
