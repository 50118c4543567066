const units = ['', 'Ki', 'Mi', 'Gi', 'Ti'];

/** Bytes as Kubernetes writes them: `38Mi`, `1.5Gi`. */
export function bytesText(bytes: number): string {
  let power = bytes > 0 ? Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10)) : 0;
  let amount = bytes / 1024 ** power;
  if (amount >= 1000 && power < units.length - 1) {
    power += 1;
    amount /= 1024;
  }
  return `${amount >= 10 || Number.isInteger(amount) ? Math.round(amount) : amount.toFixed(1)}${units[power]}`;
}

/** Thousandths of a core as Kubernetes writes them: `250m`, `2`. */
export function cpuText(millis: number): string {
  return millis >= 1000 && millis % 100 === 0 ? String(millis / 1000) : `${millis}m`;
}
