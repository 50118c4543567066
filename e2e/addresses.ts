/** Where the running Drydocks are, one for each browser. */
export const addresses = (process.env['DRYDOCK_ADDRESSES'] ?? 'http://127.0.0.1:8080').split(',');
