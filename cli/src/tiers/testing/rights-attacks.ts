import { expect, test } from 'vitest';
import { type Ground, image, student } from './ground.ts';

const dry = '--dry-run=server';
const node = "$(kubectl get nodes -o jsonpath='{.items[0].metadata.name}')";
const forbidden = /is forbidden|cannot|Forbidden/u;

/** Attacks 4 to 8: to be somebody else, to take a policy away, to be the kubelet. */
export function describeRights(ground: () => Ground): void {
  /** Returns those that work in tier 2; all of them must in tier 1. */
  async function workingInTwo(commands: readonly string[]): Promise<readonly string[]> {
    const { one, two } = ground();
    const working: string[] = [];
    for (const command of commands) {
      const [control, attack] = await Promise.all([student(one, command), student(two, command)]);
      expect({ command, ...control }).toMatchObject({ ok: true });
      if (attack.ok || !forbidden.test(attack.text)) working.push(`${command}: ${attack.text}`);
    }
    return working;
  }

  test('attack 4: no change of a policy, a webhook or an aggregated API', async () => {
    const { one, two } = ground();
    const kinds = [
      'validatingadmissionpolicies',
      'validatingadmissionpolicybindings',
      'mutatingadmissionpolicies',
      'validatingwebhookconfigurations',
      'mutatingwebhookconfigurations',
      'apiservices',
    ];
    const asked = kinds.flatMap((kind) => ['create', 'patch', 'delete'].map((verb) => `${verb} ${kind}`));
    const ask = asked.map((what) => `kubectl auth can-i ${what} 2>/dev/null`).join('; ');
    const [control, attack] = await Promise.all([student(one, ask), student(two, ask)]);
    expect(control.text.trim().split('\n')).toEqual(asked.map(() => 'yes'));
    expect(attack.text.trim().split('\n')).toEqual(asked.map(() => 'no'));
    const { ok, text } = await student(two, 'kubectl delete validatingadmissionpolicy --all');
    expect([ok, text]).toEqual([false, expect.stringMatching(/cannot delete resource/u)]);
  });

  test('attack 4: a student may do what is written down, and nothing else', async () => {
    const { text } = await student(ground().two, 'kubectl auth can-i --list --no-headers | sort');
    const lines = text.split('\n').map((line) => line.trimEnd().replaceAll(/ {2,}/gu, '  '));
    await expect(lines.join('\n')).toMatchFileSnapshot('student-rights.txt');
  });

  test('attack 5: nobody gives themselves more rights', async () => {
    expect(
      await workingInTwo([
        `kubectl create clusterrolebinding mine --clusterrole=cluster-admin --user=student ${dry}`,
        `kubectl create clusterrole proxy --verb=get --resource=nodes/proxy ${dry}`,
        'kubectl get pods -A --as=system:kube-scheduler',
        `kubectl patch clusterrole system:basic-user --type merge -p '{"metadata":{"labels":{"mine":"1"}}}' ${dry}`,
        `kubectl create rolebinding mine -n kube-system --clusterrole=view --user=student ${dry}`,
      ]),
    ).toEqual([]);
  });

  test('attack 5: nor does a ServiceAccount that acts for a student', async () => {
    const { two } = ground();
    const script = `kubectl create serviceaccount agent && kubectl create clusterrole agent --verb=create --resource=pods,configmaps &&
      kubectl create clusterrolebinding agent --clusterrole=agent --serviceaccount=default:agent && token=$(kubectl create token agent) &&
      as() { kubectl --kubeconfig /dev/null --server "$(kubectl config view --minify -o jsonpath='{.clusters[0].cluster.server}')" --insecure-skip-tls-verify --token "$token" "$@"; }
      as create configmap works -n default; as create configmap evil -n kube-system; as run evil --image=${image} --privileged`;
    const { text } = await student(two, script);
    expect(text).toContain('configmap/works created');
    expect(text).toMatch(/"evil" is forbidden: ValidatingAdmissionPolicy 'drydock-guard'/u);
    expect(text).toMatch(/"evil" is forbidden: ValidatingAdmissionPolicy 'drydock-pods'/u);
  });

  test('attack 6: no token, Pod, shell or certificate of the cluster itself', async () => {
    expect(
      await workingInTwo([
        'kubectl create token coredns -n kube-system',
        `kubectl run evil -n kube-system --image=${image} ${dry}`,
        `kubectl create secret generic evil -n kube-system --type=bootstrap.kubernetes.io/token ${dry}`,
        `kubectl delete namespace local-path-storage ${dry}`,
      ]),
    ).toEqual([]);
    const { one, two } = ground();
    const request = `openssl req -new -newkey rsa:2048 -nodes -keyout /tmp/k -subj '/O=kubeadm:cluster-admins/CN=me' 2>/dev/null | base64 -w0`;
    const sign = `printf '{"apiVersion":"certificates.k8s.io/v1","kind":"CertificateSigningRequest","metadata":{"name":"me"},"spec":{"request":"%s","signerName":"kubernetes.io/kube-apiserver-client","usages":["client auth"]}}' "$(${request})" | kubectl create ${dry} -f -`;
    expect(await student(one, sign)).toMatchObject({ ok: true });
    expect(await student(two, sign)).toMatchObject({
      ok: false,
      text: expect.stringMatching(/cannot create resource "certificatesigningrequests"/u),
    });
  });

  test('attack 6: the token by which nodes joined is worth nothing', async () => {
    const { one, two } = ground();
    const ask = `curl -sk -o /dev/null -w '%{http_code}' -H 'Authorization: Bearer abcdef.0123456789abcdef' "$(kubectl config view --minify -o jsonpath='{.clusters[0].cluster.server}')/api/v1/nodes/${node}"`;
    expect((await student(one, ask)).text).toBe('200');
    expect((await student(two, ask)).text).toBe('401');
  });

  test('attack 7: the kubelet tells and runs nothing, through the API server or at its own port', async () => {
    expect(await workingInTwo([`kubectl get --raw /api/v1/nodes/${node}/proxy/pods`])).toEqual([]);
    const { one, two } = ground();
    const files = `for f in certificate key; do kubectl config view --raw --minify -o jsonpath="{.users[0].user.client-$f-data}" | base64 -d > /tmp/$f; done`;
    const ask = `${files}; curl -sk --cert /tmp/certificate --key /tmp/key -o /dev/null -w '%{http_code}' https://$(kubectl get nodes -o jsonpath='{.items[0].status.addresses[0].address}'):10250/pods`;
    expect((await student(one, ask)).text).toBe('200');
    expect((await student(two, ask)).text).toBe('403');
  });

  test('attack 8: no node, no status and no binding is made up', async () => {
    const forge = (kind: string, name: string) =>
      `kubectl patch ${kind} ${name} --subresource=status --type merge -p '{"status":{"phase":"Failed"}}' ${dry}`;
    expect(
      await workingInTwo([
        `echo '{"apiVersion":"v1","kind":"Node","metadata":{"name":"fake"}}' | kubectl create -f - ${dry}`,
        forge('pod', 'victim'),
        forge('node', node),
      ]),
    ).toEqual([]);
    const { one, two } = ground();
    expect((await student(one, 'kubectl auth can-i create pods --subresource=binding')).text.trim()).toBe('yes');
    expect((await student(two, 'kubectl auth can-i create pods --subresource=binding')).text.trim()).toBe('no');
  });
}
