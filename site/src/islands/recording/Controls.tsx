import type { Language } from '@drydock/model';
import type { Player } from 'asciinema-player';
import { useEffect, useState } from 'preact/hooks';
import type { LabOutline } from '../../course/outline.ts';
import { labTextOf } from '../../text/lab.ts';
import { clockText, markerText, type timeline } from './playback.ts';

/** Play, pause, the time line, and the markers as places to go to. */
export function Controls(props: {
  player: Player;
  line: ReturnType<typeof timeline>;
  outline: LabOutline;
  language: Language;
}) {
  const { player, line, outline, language } = props;
  const text = labTextOf(language);
  const [isPlaying, setPlaying] = useState(true);
  const [isOver, setOver] = useState(false);
  const [now, setNow] = useState(0);

  useEffect(() => {
    player.addEventListener('playing', () => {
      setPlaying(true);
      setOver(false);
    });
    player.addEventListener('pause', () => setPlaying(false));
    player.addEventListener('ended', () => {
      setPlaying(false);
      setOver(true);
      setNow(line.seconds);
    });
  }, [player]);
  useEffect(() => {
    if (!isPlaying) return undefined;
    const timer = setInterval(() => setNow(player.getCurrentTime()), 200);
    return () => clearInterval(timer);
  }, [player, isPlaying]);

  const go = async (seconds: number) => {
    setNow(seconds);
    setOver(false);
    await player.seek(seconds);
  };
  const toggle = async () => {
    if (isPlaying) return void (await player.pause());
    if (isOver) await player.seek(0);
    await player.play();
  };
  return (
    <div class="player-controls">
      <div class="player-line">
        <button type="button" class="primary" onClick={() => void toggle()}>
          {isPlaying ? text.pause : text.play}
        </button>
        <span class="player-track">
          <input
            type="range"
            min={0}
            max={line.seconds}
            step="any"
            value={now}
            aria-label={text.playerTime}
            aria-valuetext={text.playerAt(clockText(now), clockText(line.seconds))}
            onInput={(event) => void go(event.currentTarget.valueAsNumber)}
          />
          {line.markers.map(({ at, label }, index) => (
            <span
              key={`${index} ${label}`}
              class="player-mark"
              aria-hidden="true"
              style={{ insetInlineStart: `${line.seconds > 0 ? (at / line.seconds) * 100 : 0}%` }}
            />
          ))}
        </span>
        <span class="player-clock" aria-hidden="true">
          {clockText(now)} / {clockText(line.seconds)}
        </span>
      </div>
      {line.markers.length > 0 && (
        <ol class="player-markers" aria-label={text.playerMarkers}>
          {line.markers.map(({ at, label }, index) => (
            <li key={`${index} ${label}`}>
              <button type="button" class="quiet" onClick={() => void go(at)}>
                <span class="player-clock">{clockText(at)}</span> {markerText(label, outline, text)}
              </button>
            </li>
          ))}
        </ol>
      )}
      <p class="player-note">{text.playerPauses}</p>
    </div>
  );
}
