import { glow } from '../changes/glow.ts';
import { Mark } from '../Mark.tsx';
import { ObjectName } from '../ObjectName.tsx';
import { useView } from '../shown.ts';
import type { StorageChain } from './storage.ts';
import type { Tone } from '../tone.ts';

/** Claims tied to their volumes and classes, one chain in a row. */
export function Storage({ chains, turns }: { chains: readonly StorageChain[]; turns: ReadonlyMap<string, number> }) {
  const { text } = useView();
  return (
    <ul class="cv-chains">
      {chains.map(({ key, claim, volume, storageClass, className, pods }) => (
        <li key={key} class="cv-chain">
          <div class="cv-card" {...glow(turns.get(claim?.uid ?? ''))}>
            <span class="cv-kind">{text.claim}</span>
            {claim ? (
              <>
                <div class="cv-card-head">
                  <Mark tone={phaseTone(claim.phase)} />
                  <ObjectName
                    kind="PersistentVolumeClaim"
                    namespace={claim.namespace}
                    name={claim.name}
                    uid={claim.uid}
                  />
                  <span class="cv-word">{claim.phase}</span>
                </div>
                <p class="cv-facts">
                  {claim.size && <span>{claim.size}</span>}
                  {pods.length > 0 && <span>{text.usedBy(pods)}</span>}
                </p>
              </>
            ) : (
              <p class="cv-none">{text.noClaim}</p>
            )}
          </div>
          <span class="cv-link" aria-hidden="true" data-tied={claim !== undefined && volume !== undefined} />
          <div class="cv-card" {...glow(turns.get(volume?.uid ?? ''))}>
            <span class="cv-kind">{text.volume}</span>
            {volume ? (
              <>
                <div class="cv-card-head">
                  <Mark tone={phaseTone(volume.phase)} />
                  <ObjectName kind="PersistentVolume" namespace={null} name={volume.name} uid={volume.uid} />
                  <span class="cv-word">{volume.phase}</span>
                </div>
                <p class="cv-facts">
                  {volume.size && <span>{volume.size}</span>}
                  {volume.reclaimPolicy && <span>{volume.reclaimPolicy}</span>}
                </p>
              </>
            ) : (
              <p class="cv-none">{text.noVolume}</p>
            )}
          </div>
          <span class="cv-link" aria-hidden="true" data-tied={storageClass !== undefined} />
          <div class="cv-card">
            <span class="cv-kind">{text.storageClass}</span>
            {storageClass ? (
              <>
                <div class="cv-card-head">
                  <ObjectName kind="StorageClass" namespace={null} name={storageClass.name} uid={storageClass.uid} />
                  {storageClass.isDefault && <span class="cv-word">{text.isDefault}</span>}
                </div>
                <p class="cv-facts">{storageClass.bindingMode}</p>
              </>
            ) : (
              <p class="cv-none">{className ?? text.noClass}</p>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

function phaseTone(phase: string): Tone {
  if (phase === 'Bound' || phase === 'Available') return 'good';
  return phase === 'Lost' || phase === 'Failed' ? 'bad' : 'busy';
}
