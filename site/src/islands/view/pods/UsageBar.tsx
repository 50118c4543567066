import { useView } from '../shown.ts';

interface Amount {
  /** Null while metrics-server has not measured it. */
  readonly used: number | null;
  readonly request: number | null;
  readonly limit: number | null;
}

/** How much of something is used, beside what was requested and what is the limit. Nothing where nothing is known. */
export function UsageBar({
  what,
  used,
  request,
  limit,
  format,
}: Amount & { what: 'memory' | 'cpu'; format: (amount: number) => string }) {
  const { text } = useView();
  if (used === null && request === null && limit === null) return null;
  const whole = limit ?? Math.max(request ?? 0, used ?? 0);
  const share = (amount: number | null): string => `${whole > 0 ? Math.min(100, ((amount ?? 0) / whole) * 100) : 0}%`;
  const say = (amount: number | null): string | null => (amount === null ? null : format(amount));
  const end = limit ?? request;
  const short = end === null ? (say(used) ?? '') : text.of(say(used) ?? '–', format(end));
  return (
    <div class="cv-usage" data-near={limit !== null && used !== null && used > limit * 0.9}>
      <span class="cv-usage-what" aria-hidden="true">
        {text[what]}
      </span>
      {/* An amount beside nothing has no share to draw. */}
      <span class="cv-bar" aria-hidden="true" data-limited={limit !== null} hidden={end === null}>
        <span class="cv-bar-used" style={{ inlineSize: share(used) }} />
        {request !== null && limit !== null && (
          <span class="cv-bar-request" style={{ insetInlineStart: share(request) }} />
        )}
      </span>
      <span class="cv-usage-words" aria-hidden="true">
        {short}
      </span>
      <span class="sr-only">{text.used(text[what], say(used), say(request), say(limit))}</span>
    </div>
  );
}
