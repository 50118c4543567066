import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Makes authorities and certificates in a folder, by openssl. */
export interface Certificates {
  /** Makes an authority: NAME.crt and NAME.key. */
  authority(name: string): void;
  /** Makes a certificate for these names, signed by an authority. */
  signed(name: string, by: string, names: string): void;
}

/** Creates a maker of certificates in this folder. */
export function createCertificates(folder: string): Certificates {
  const openssl = (words: string): void =>
    void execFileSync('openssl', words.split(' '), { cwd: folder, stdio: 'ignore' });
  const newKey = (name: string): string =>
    `-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ${name}.key -subj /CN=${name}`;
  return {
    authority: (name) => openssl(`req -x509 ${newKey(name)} -out ${name}.crt -days 2`),
    signed(name, by, names) {
      writeFileSync(join(folder, `${name}.ext`), `subjectAltName=${names}\n`);
      openssl(`req ${newKey(name)} -out ${name}.csr`);
      openssl(
        `x509 -req -in ${name}.csr -CA ${by}.crt -CAkey ${by}.key -CAcreateserial -out ${name}.crt -extfile ${name}.ext -days 1`,
      );
    },
  };
}
