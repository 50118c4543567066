import { docker } from '@drydock/host';
import { bridgePrefix } from './names.ts';

/**
 * Everything that comes from a sandbox of tier 2 stays on its bridge: no host, no other sandbox, no network and no metadata service beside it is reached, and nothing is passed on to it.
 * Docker itself keeps one bridge from another. What a sandbox answers to this host, which is how the grader reaches its API server, is let through.
 */
const chain = 'DRYDOCK-TIER-2';
const from = `-i '${bridgePrefix}+'`;
const to = `-o '${bridgePrefix}+'`;
const script = `set -eu
choose() { for kind in nft legacy; do if "$1-$kind" -w -S "$2" >/dev/null 2>&1; then echo "$1-$kind"; return; fi; done; echo "$1-nft"; }
lead() { "$tables" -w -C "$@" 2>/dev/null || "$tables" -w -I "$@"; }
protect() {
  tables=$1 forward=$2 refusal=$3
  "$tables-restore" -w --noflush <<END
*filter
:${chain} - [0:0]
-A ${chain} -m conntrack --ctstate ESTABLISHED,RELATED -j RETURN
-A ${chain} -j REJECT --reject-with $refusal
COMMIT
END
  lead INPUT ${from} -j ${chain}
  lead "$forward" ! ${from} ${to} -j DROP
  lead "$forward" ${from} ! ${to} -j REJECT --reject-with $refusal
}
protect "$(choose iptables DOCKER-USER)" DOCKER-USER icmp-admin-prohibited
six=$(choose ip6tables FORWARD)
if "$six" -w -S FORWARD >/dev/null 2>&1; then protect "$six" FORWARD icmp6-adm-prohibited; fi
`;

/** Puts the rules into the host's firewall, by a container on its network; idempotent. Docker is there, and needs to be the one who makes it. */
export async function guardHost(image: string): Promise<void> {
  const rights = ['--cap-drop', 'ALL', '--cap-add', 'NET_ADMIN', '--cap-add', 'NET_RAW', '--network', 'host'];
  const where = ['--mount', 'type=tmpfs,target=/run', '--entrypoint', 'bash'];
  await docker(['run', '--rm', '--pull', 'never', ...rights, ...where, image, '-c', script]);
}
