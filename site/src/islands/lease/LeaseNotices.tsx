import type { Language } from '@drydock/model';
import type { ComponentChildren } from 'preact';
import { textOf } from '../../text/text.ts';
import type { Connection } from '../api/connection.ts';
import { Button } from '../controls/Button.tsx';
import type { LeaseView } from './lease-session.ts';
import { Reconnecting } from './Reconnecting.tsx';
import { TimeNotice } from './TimeLeft.tsx';

/** What a student has to know of their hold on a cluster: time that runs out, and a connection that is gone; `children` come between them. */
export function LeaseNotices(props: {
  /** The end of one that is ready. */
  until: string | null;
  /** What happens at the end, given as a time of day. */
  endBody: (at: string) => string;
  canExtend: boolean;
  busy: string | null;
  onExtend: () => void;
  connection: Connection;
  lostBody: string;
  onReconnect: () => void;
  language: Language;
  children?: ComponentChildren;
}) {
  const { until, endBody, canExtend, busy, onExtend, connection, lostBody, onReconnect, language, children } = props;
  return (
    <>
      {until !== null && (
        <TimeNotice
          key={until}
          until={until}
          body={endBody}
          canExtend={canExtend}
          isBusy={busy !== null}
          isExtending={busy === 'extend'}
          onExtend={onExtend}
          language={language}
        />
      )}
      {children}
      {connection.state === 'waiting' && (
        <Reconnecting at={connection.retryAt ?? 0} body={lostBody} onNow={onReconnect} language={language} />
      )}
    </>
  );
}

/** Ways on from a problem: to try again where that can be done, and to put it away. */
export function ProblemButtons(props: {
  problem: LeaseView<string>['problem'];
  onDismiss?: (() => void) | undefined;
  language: Language;
}) {
  const { problem, onDismiss, language } = props;
  const text = textOf(language);
  return (
    <span class="notice-buttons">
      {problem?.retry && (
        <Button class="plain" onClick={problem.retry}>
          {text.retry}
        </Button>
      )}
      {onDismiss && (
        <Button class="quiet" onClick={onDismiss}>
          {text.dismiss}
        </Button>
      )}
    </span>
  );
}
