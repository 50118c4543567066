import { join } from 'node:path';
import { CourseError } from '@drydock/model';
import { imageArtifact, type BuildContext, type FilesArtifact, type ImageArtifact } from '../artifact.ts';
import { baseImage } from './base-image.ts';
import { firstVersion, matchesTag } from '../versions/debian-version.ts';
import { removeImageName } from '../docker/docker.ts';
import { dockerBuild } from '../docker/docker-build.ts';
import { imagesPath } from '../folder.ts';
import { goPrograms } from './go-program.ts';
import { filesOf } from '../recipe.ts';
import { type Versions, versions } from '../versions/versions.ts';

/** The registry name of all lab images; no such registry exists, so nothing is ever pulled from it by mistake. */
const labRepository = 'course.local';

export type LabImageName = keyof Versions['lab'];

interface LabImage {
  readonly name: LabImageName;
  readonly tag: string;
  /** Command in the image that prints its version. */
  readonly version: readonly [string, ...string[]];
  readonly program?: FilesArtifact;
  /** The image it is built on, the small Debian when not given. */
  readonly on?: ImageArtifact;
}

function labImage(lab: LabImage): ImageArtifact {
  const { name, tag, program, on = baseImage } = lab;
  const folder = imagesPath(`lab/${name}`);
  return imageArtifact({
    id: Array.isArray(versions.lab[name]) ? `lab-${name}-${tag}` : `lab-${name}`,
    title: `Build the lab image ${name} ${tag}`,
    repository: `${labRepository}/${name}`,
    tag,
    recipe: { folder: filesOf(folder), version: lab.version, tag },
    needs: program === undefined ? [on] : [program],
    build: async (context, { ref, recipe }) => {
      // The image gets its name only after its version is seen to keep the name's promise.
      const unproved = `drydock/unproved-${name}:${recipe}`;
      try {
        await dockerBuild(context, {
          folder,
          image: { ref: unproved, recipe },
          files: program === undefined ? {} : { [name]: join(program.path(context.host), name) },
          buildArgs: program === undefined ? { BASE: on.ref, VERSION: tag } : {},
        });
        await checkVersion(context, lab, unproved);
        await context.run('docker', ['tag', unproved, ref]);
      } finally {
        await removeImageName(unproved);
      }
    },
  });
}

/** Asks the program itself, so that a tag is true whatever the package or module is called. */
async function checkVersion(context: BuildContext, { name, tag, version }: LabImage, ref: string): Promise<void> {
  const [command, ...args] = version;
  const said = await context.run('docker', ['run', '--rm', '--entrypoint', command, ref, ...args]);
  const found = firstVersion(said);
  if (found !== undefined && matchesTag(found, tag)) return;
  throw new CourseError(
    'build_failed',
    `The lab image ${name} is to be version ${tag}, but the program in it is ${found ?? `silent about its version: "${said}"`}.`,
    `Set lab.${name} in images/versions.json to the new version and name it in the labs that use it.`,
  );
}

const { lab } = versions;

/** The private registry that a lab may have in its sandbox. */
export const registryImage = labImage({
  name: 'registry',
  tag: lab.registry,
  version: ['registry', '--version'],
  program: goPrograms.registry,
});

const nginx = labImage({ name: 'nginx', tag: lab.nginx, version: ['sh', '-c', 'nginx -v 2>&1'] });

/** Every image that a lab may name. */
export const labImages: readonly ImageArtifact[] = [
  nginx,
  labImage({ name: 'stress', tag: lab.stress, version: ['stress', '--version'] }),
  labImage({ name: 'busybox', tag: lab.busybox, version: ['busybox'] }),
  labImage({ name: 'redis', tag: lab.redis, version: ['redis-server', '--version'] }),
  labImage({ name: 'agnhost', tag: lab.agnhost, version: ['/agnhost', '--version'], program: goPrograms.kubernetes }),
  registryImage,
  labImage({ name: 'toolbox', tag: lab.toolbox, version: ['cat', '/etc/debian_version'] }),
  ...lab.web.map((tag) => labImage({ name: 'web', tag, version: ['cat', '/usr/share/nginx/html/version'], on: nginx })),
];

/** Returns the name and the tag of a lab image. */
export function nameAndTag({ ref }: Pick<ImageArtifact, 'ref'>): { readonly name: string; readonly tag: string } {
  const [name = '', tag = ''] = ref.slice(`${labRepository}/`.length).split(':');
  return { name, tag };
}
