import type { Language } from '@drydock/model';
import { useEffect, useRef, useState } from 'preact/hooks';
import { labTextOf } from '../../text/lab.ts';
import { isFull, recordingsStore, refreshRecordings } from '../recording/session.ts';
import { useStore } from '../state/store.ts';
import { FindBar } from './FindBar.tsx';
import { LinkQuestion } from './LinkQuestion.tsx';
import { PasteQuestion } from './clipboard/PasteQuestion.tsx';
import { StatusLine } from './StatusLine.tsx';
import { TouchKeys } from './input/TouchKeys.tsx';
import { readClipboard } from './clipboard/clipboard.ts';
import { isMac, withControl } from './input/keys.ts';
import { openLink, type Link, type LinkState } from './link.ts';
import { readPaste, type Paste } from './clipboard/paste.ts';
import { openScreen, type Screen } from './screen.ts';
import type { WorkPlace } from './work-place.ts';

/** What the dock may ask of a terminal that has been looked at. */
export interface TerminalControls {
  readonly rename: (title: string) => void;
  readonly focus: () => void;
  /** Whether it looks like a shell that waits for a command: those of a node announce pastes only then. */
  readonly isAtPrompt: () => boolean;
  /** Types commands without running them, as a paste; in a terminal that is still opening, once its shell is there. */
  readonly type: (commands: string) => void;
}

interface Props {
  place: WorkPlace;
  terminal: string;
  kind: 'workspace' | 'node';
  title: string;
  isActive: boolean;
  /** Whether the student still wants the focus to be in the terminal that becomes active. */
  mayFocus: () => boolean;
  language: Language;
  onState: (state: LinkState) => void;
  onControls: (controls: TerminalControls | null) => void;
  onGone: () => void;
}

/** One terminal: the emulator, its connection, and what stands around it. It stays connected while another tab is shown. */
export function TerminalView({
  place,
  terminal,
  kind,
  title,
  isActive,
  mayFocus,
  language,
  onState,
  onControls,
  onGone,
}: Props) {
  const text = labTextOf(language);
  const holder = useRef<HTMLDivElement>(null);
  const parts = useRef<{ screen: Screen; link: Link } | null>(null);
  const isControlHeld = useRef(false);
  const [isShown, setShown] = useState(isActive);
  const [state, setState] = useState<LinkState | null>(null);
  const [pasted, setPasted] = useState<Paste | null>(null);
  const [link, setLink] = useState<string | null>(null);
  const [isFinding, setFinding] = useState(false);
  const [isSticky, setSticky] = useState(false);
  const [note, setNote] = useState('');
  const isRecordingFull = useStore(recordingsStore, (known) => isFull(known, terminal));

  useEffect(() => {
    if (isActive) setShown(true);
  }, [isActive]);

  const type = (typed: string) => {
    parts.current?.link.type(isControlHeld.current ? withControl(typed) : typed);
    isControlHeld.current = false;
    setSticky(false);
  };
  const give = (words: string) => {
    // A Ctrl that waits for a key is not for what is pasted.
    isControlHeld.current = false;
    setSticky(false);
    parts.current?.screen.paste(words);
  };
  const paste = (clip: string) => {
    const { screen } = parts.current ?? {};
    if (!screen || clip === '') return;
    setNote('');
    const read = readPaste(clip, screen.isBracketed());
    if (read.isAsked) setPasted(read);
    else give(read.text);
  };

  useEffect(() => {
    // A terminal is joined when it is first looked at: a hidden one has no size to offer.
    if (!holder.current || !isShown) return undefined;
    const screen = openScreen(holder.current, `${text.terminal} ${terminal}`, {
      onType: type,
      onTypeBytes: (bytes) => parts.current?.link.typeBytes(bytes),
      onPaste: paste,
      onCopyRefused: () => setNote(text.copyRefused),
      onFit: (cols, rows) => parts.current?.link.fitted(cols, rows),
      onSeen: (isSeen) => parts.current?.link.seen(isSeen),
      onLeave: () => document.getElementById(`terminal-tab-${terminal}`)?.focus(),
      onFind: () => setFinding(true),
      onLink: setLink,
      onTitle: (named) => parts.current?.link.titled(named),
      mayAnswer: () => parts.current?.link.mayAnswer() ?? false,
    });
    const { cols, rows } = screen.size();
    const opened = openLink({
      place,
      terminal,
      kind,
      language,
      cols,
      rows,
      emulator: screen,
      onState: (next) => {
        setState(next);
        onState(next);
        phase = next.phase;
        if (phase === 'live') typeWaiting();
      },
    });
    let phase: LinkState['phase'] = 'idle';
    let waiting: string | null = null;
    const typeWaiting = () => {
      if (waiting === null) return;
      const commands = waiting;
      waiting = null;
      void screen.prompted().then(() => paste(commands));
    };
    parts.current = { screen, link: opened };
    onControls({
      rename: opened.rename,
      focus: screen.focus,
      isAtPrompt: () => screen.isBracketed() && !screen.isFullScreen(),
      type: (commands) => {
        if (mayFocus()) screen.focus();
        if (phase === 'live') paste(commands);
        else waiting = commands;
      },
    });
    // Joined with the size it really has, so that programs are not told of two.
    void screen.ready.then(() => {
      if (parts.current?.screen !== screen) return;
      const size = screen.size();
      opened.fitted(size.cols, size.rows);
      opened.seen(screen.isSeen());
      opened.start();
    });
    return () => {
      opened.leave();
      screen.close();
      onControls(null);
      parts.current = null;
    };
  }, [place.kind, place.id, terminal, isShown]);

  useEffect(() => {
    if (isActive && mayFocus()) parts.current?.screen.focus();
  }, [isActive, isShown]);

  // Closed in another tab of the browser: there is nothing left to show.
  useEffect(() => {
    if (state?.ended === 'closed') onGone();
  }, [state?.ended]);

  // Switched in another tab of the browser: what the page knows of the recordings is from before.
  useEffect(() => {
    if (state && place.kind === 'attempts') void refreshRecordings(place.id);
  }, [state?.recording.on, state?.recording.input]);

  const pasteClipboard = async () => {
    const clip = await readClipboard();
    const key = isMac() ? 'Cmd+V' : 'Ctrl+V';
    if (typeof clip === 'string') setNote(clip === 'insecure' ? text.pasteInsecure(key) : text.pasteRefused(key));
    else paste(clip.text);
  };
  return (
    <div
      class="terminal-view"
      id={`terminal-${terminal}`}
      role="tabpanel"
      aria-labelledby={`terminal-tab-${terminal}`}
      hidden={!isActive}
      data-phase={state?.phase ?? 'idle'}
      data-title={title}
    >
      <StatusLine
        state={state}
        isRecordingFull={isRecordingFull}
        language={language}
        onRetry={() => parts.current?.link.retryNow()}
        onRestart={() => parts.current?.link.restart()}
        onGone={onGone}
      />
      {isFinding && (
        <FindBar
          language={language}
          onFind={(words, isBackwards) => parts.current?.screen.find(words, isBackwards) ?? false}
          onClose={() => {
            setFinding(false);
            parts.current?.screen.endFind();
            parts.current?.screen.focus();
          }}
        />
      )}
      <div class="terminal-screen">
        <div class="terminal-holder" ref={holder} />
      </div>
      <TouchKeys
        language={language}
        isSticky={isSticky}
        isApplicationMode={() => parts.current?.screen.isApplicationMode() ?? false}
        onType={type}
        onControl={() => {
          isControlHeld.current = !isControlHeld.current;
          setSticky(isControlHeld.current);
          parts.current?.screen.focus();
        }}
        onCopy={() => void parts.current?.screen.copySelection()}
        onPaste={() => void pasteClipboard()}
      />
      {note && (
        <p class="terminal-note" role="status">
          {note}
        </p>
      )}
      {pasted !== null && (
        <PasteQuestion
          paste={pasted}
          isBracketed={parts.current?.screen.isBracketed() ?? false}
          language={language}
          onConfirm={() => give(pasted.text)}
          onClose={() => setPasted(null)}
        />
      )}
      {link !== null && <LinkQuestion url={link} language={language} onClose={() => setLink(null)} />}
    </div>
  );
}
