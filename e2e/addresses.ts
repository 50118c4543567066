/** Where the running Drydocks are, one for each browser. */
export const addresses = (process.env['DRYDOCK_ADDRESSES'] ?? 'http://127.0.0.1:8080').split(',');

/** An address of a local network under which the running Drydocks answer too: plain http that a browser does not trust. */
export const lanHost = '192.0.2.1';
