import type { Language } from '@drydock/model';
import { useState } from 'preact/hooks';
import { deskTextOf } from '../../text/desk.ts';
import { TimeLeft } from '../lease/TimeLeft.tsx';
import { Button } from '../controls/Button.tsx';
import { Dialog } from '../controls/Dialog.tsx';
import { endPlayground, extendPlayground, playgroundStore, resetPlayground } from '../playground/session.ts';
import { useStore } from '../state/store.ts';
import { deskTerminal, placeTerminal, showTerminal } from './terminal.ts';
import { deskView, showView } from './view.ts';

/** The bar of the playground: its state, the time left, one more hour, Reset and End. */
export function DeskBar({ language }: { language: Language }) {
  const text = deskTextOf(language);
  const [asked, ask] = useState<'reset' | 'end' | null>(null);
  const playground = useStore(playgroundStore, (view) => view.playground);
  const busy = useStore(playgroundStore, (view) => view.busy);
  const { isOpen, side } = useStore(deskTerminal, (state) => state);
  const isViewOpen = useStore(deskView, (state) => state.isOpen);
  if (!playground || playground.state === 'ended') return null;
  const { state, expiresAt, extensionsLeft } = playground;
  const isReady = state === 'ready';
  const isComing = state === 'queued' || state === 'starting';
  return (
    <section class="desk-bar" aria-label={text.playground}>
      <p class="cluster" data-state={state}>
        <span class="dot" aria-hidden="true" />
        {text.state[state]}
      </p>
      {isReady && expiresAt !== null && <TimeLeft until={expiresAt} language={language} />}
      {isReady && extensionsLeft > 0 && (
        <Button class="quiet" isOff={busy !== null} onClick={() => void extendPlayground()}>
          {busy === 'extend' ? text.extending : text.extend}
        </Button>
      )}
      <span class="desk-actions">
        {isReady && (
          <Button class="plain" aria-pressed={isOpen} onClick={() => showTerminal(!isOpen)}>
            {text.terminal}
          </Button>
        )}
        {isReady && (
          <Button class="plain" aria-pressed={isViewOpen} onClick={() => showView(!isViewOpen)}>
            {text.clusterPane}
          </Button>
        )}
        {isReady && (isOpen || isViewOpen) && (
          <Button class="plain desk-side" onClick={() => placeTerminal(side === 'below' ? 'beside' : 'below')}>
            {side === 'below' ? text.terminalBeside : text.terminalBelow}
          </Button>
        )}
        {!isComing && (
          <Button class="plain" isOff={busy !== null} onClick={() => ask('reset')}>
            {busy === 'reset' ? text.resetting : text.reset}
          </Button>
        )}
        <Button
          class="plain"
          isOff={busy === 'end'}
          // Nothing is lost while nothing is there yet.
          onClick={() => (isComing ? void endPlayground() : ask('end'))}
        >
          {isComing ? text.cancelStart : text.playgroundEnd}
        </Button>
      </span>
      {asked === 'reset' && (
        <Dialog
          title={text.playgroundResetTitle}
          confirm={text.reset}
          cancel={text.cancel}
          isDanger
          onConfirm={() => void resetPlayground()}
          onClose={() => ask(null)}
        >
          {text.playgroundResetBody}
        </Dialog>
      )}
      {asked === 'end' && (
        <Dialog
          title={text.playgroundEndTitle}
          confirm={text.playgroundEnd}
          cancel={text.cancel}
          isDanger
          onConfirm={() => void endPlayground()}
          onClose={() => ask(null)}
        >
          {text.playgroundEndBody}
        </Dialog>
      )}
    </section>
  );
}
