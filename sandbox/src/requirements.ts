/** What a driver needs of its host. The one set that preflight, set-up and doctor all read. */
export interface HostRequirements {
  /** The oldest version of each program that the driver runs. */
  readonly programs: Readonly<Record<string, string>>;
  /** The inotify limits: below `least` no sandbox is made, `enough` lasts for a hundred. */
  readonly inotify: {
    readonly instances: { readonly least: number; readonly enough: number };
    readonly watches: { readonly enough: number };
  };
}
