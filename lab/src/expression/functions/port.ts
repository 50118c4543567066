import { fieldOf, listOf } from './fields-of.ts';
import { UnsetError } from './unset.ts';

/**
 * Resolves a port to its number, as the kubelet does for a probe of a container and the endpoints controller for a Service. `holder` is the container whose `ports`
 * the name belongs to, or a Pod (or a template) with all its containers; `value` is a number, a name, or an entry of a Service's `ports`.
 */
export function portOf(holder: unknown, value: unknown): bigint {
  const isServicePort = typeof value === 'object' && value !== null;
  const wanted = isServicePort ? (fieldOf(value, 'targetPort') ?? fieldOf(value, 'port')) : value;
  const protocol = isServicePort ? (fieldOf(value, 'protocol') ?? 'TCP') : undefined;
  if (typeof wanted === 'bigint') return inRange(wanted);
  if (typeof wanted !== 'string') throw new UnsetError('the port is neither a number nor a name');
  const named = containersOf(holder)
    .flatMap((container) => listOf(fieldOf(container, 'ports')))
    .find(
      (port) =>
        fieldOf(port, 'name') === wanted &&
        (protocol === undefined || (fieldOf(port, 'protocol') ?? 'TCP') === protocol),
    );
  const number = fieldOf(named, 'containerPort');
  if (typeof number === 'bigint') return inRange(number);
  // A probe takes a number in quotes for a number; a Service looks for names only.
  if (!isServicePort && /^[+-]?\d+$/.test(wanted)) return inRange(BigInt(wanted.replace('+', '')));
  throw new UnsetError(`no port is called ${wanted}`);
}

function inRange(port: bigint): bigint {
  if (port > 0n && port < 65_536n) return port;
  throw new UnsetError(`${port} cannot be a port`);
}

/** The containers in which a name is looked up: those of a Pod with its sidecars, which are init containers that go on running. */
function containersOf(holder: unknown): readonly unknown[] {
  const spec = fieldOf(fieldOf(holder, 'template'), 'spec') ?? fieldOf(holder, 'spec') ?? holder;
  if (fieldOf(spec, 'containers') === undefined) return fieldOf(spec, 'template') ? containersOf(spec) : [holder];
  const sidecars = listOf(fieldOf(spec, 'initContainers')).filter((one) => fieldOf(one, 'restartPolicy') === 'Always');
  return [...listOf(fieldOf(spec, 'containers')), ...sidecars];
}
