/** What a marker in a recording states about its attempt. `full`: the recording reached its largest size and ends. */
export type RecordingMarker =
  | { readonly type: 'start'; readonly attempt: string }
  | { readonly type: 'pass' | 'fail'; readonly task: string; readonly check: string }
  | { readonly type: 'check' | 'submit'; readonly points: number; readonly maxPoints: number }
  | { readonly type: 'reset' | 'full' };

const words = { pass: 'Passed', fail: 'Failed', check: 'Checked', submit: 'Submitted' } as const;
const sentences = {
  reset: 'Reset to the start state',
  full: 'The recording ends here: it has reached its largest size.',
} as const;

/** The label of a marker in the file: a sentence for every player, which `readMarkerLabel` understands. */
export function markerLabel(marker: RecordingMarker): string {
  switch (marker.type) {
    case 'start':
      return `Attempt ${marker.attempt} started`;
    case 'pass':
    case 'fail':
      return `${words[marker.type]}: ${marker.task}/${marker.check}`;
    case 'check':
    case 'submit':
      return `${words[marker.type]}: ${marker.points} of ${marker.maxPoints} points`;
    case 'reset':
    case 'full':
      return sentences[marker.type];
  }
}

/** Returns the marker in a label; undefined for labels of others. */
export function readMarkerLabel(label: string): RecordingMarker | undefined {
  if (label === sentences.reset) return { type: 'reset' };
  if (label === sentences.full) return { type: 'full' };
  const start = /^Attempt ([\w-]+) started$/.exec(label);
  if (start?.[1]) return { type: 'start', attempt: start[1] };
  const verdict = /^(Passed|Failed): ([^/\s]+)\/([^/\s]+)$/.exec(label);
  if (verdict?.[2] && verdict[3])
    return { type: verdict[1] === words.pass ? 'pass' : 'fail', task: verdict[2], check: verdict[3] };
  const points = /^(Checked|Submitted): (\d+) of (\d+) points$/.exec(label);
  if (!points) return undefined;
  return {
    type: points[1] === words.check ? 'check' : 'submit',
    points: Number(points[2]),
    maxPoints: Number(points[3]),
  };
}
