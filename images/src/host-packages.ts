/** Debian packages that building the images needs on the host, beside Docker and Go; each has a command of its own name. */
export const hostPackages: readonly string[] = ['mmdebstrap', 'zstd'];
