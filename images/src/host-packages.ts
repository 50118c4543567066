/** Debian packages that building the images needs on the host, beside Docker; `go` must be there too, see `goMinimum`. */
export const hostPackages: readonly string[] = ['mmdebstrap', 'zstd', 'ca-certificates'];
