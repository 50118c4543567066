import type { ViewContainer, ViewPodUsage } from '@drydock/model';
import { bytesText, cpuText } from './amounts.ts';
import { Mark } from '../Mark.tsx';
import { useView } from '../shown.ts';
import { toneOfContainer } from '../tone.ts';
import { UsageBar } from './UsageBar.tsx';

/** A container: how it stands and why, how often it was restarted, what it uses. */
export function ContainerRow({ container, usage }: { container: ViewContainer; usage: ViewPodUsage | undefined }) {
  const { text } = useView();
  const { name, role, state, reason, exitCode, restarts, last, requests, limits } = container;
  const used = usage?.containers.find((each) => each.name === name);
  const isDone = state === 'terminated' && exitCode === 0;
  const word = reason ?? text.state[state];
  return (
    <li class="cv-container" data-role={role}>
      <span class="cv-container-line">
        <Mark tone={toneOfContainer(container)} />
        <span class="cv-container-name">{name}</span>
        {role !== 'main' && <span class="cv-role">{text.role[role]}</span>}
        <span class="cv-container-word">
          {word}
          {exitCode !== null && exitCode !== 0 && `, ${text.exitCode(exitCode)}`}
        </span>
        {restarts > 0 && <span class="cv-restarts">{text.restarts(restarts)}</span>}
      </span>
      {last && state !== 'terminated' && (
        <span class="cv-last">{text.lastEnd(last.reason ?? 'Error', last.exitCode)}</span>
      )}
      {!isDone && (
        <>
          <UsageBar
            what="memory"
            used={used?.memoryBytes ?? null}
            request={requests.memoryBytes}
            limit={limits.memoryBytes}
            format={bytesText}
          />
          {(requests.cpuMillis !== null || limits.cpuMillis !== null) && (
            <UsageBar
              what="cpu"
              used={used?.cpuMillis ?? null}
              request={requests.cpuMillis}
              limit={limits.cpuMillis}
              format={cpuText}
            />
          )}
        </>
      )}
    </li>
  );
}
