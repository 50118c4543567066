import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { codeOf, type Course, CourseError, LabId } from '@drydock/model';
import { courseLessons, readCourse } from '../catalogue.ts';
import { newLabFiles } from '../lab/template.ts';
import { checkout } from '../setup/checkout.ts';

/** Where a new lab goes, and the lesson it belongs to. */
export interface LabNewOptions {
  readonly lesson?: string;
  /** The folder of all labs; that of this checkout without it. */
  readonly directory?: string;
}

/** `drydock lab new ID`: creates a lab of one task, with solution and mutant, that lints clean and proves itself. */
export async function labNew(id: string, options: LabNewOptions): Promise<number> {
  const { versions } = await import('@drydock/images');
  const image = `course.local/nginx:${versions.lab.nginx}`;
  const folder = join(options.directory ?? join(checkout, 'labs'), idOf(id));
  const files = newLabFiles({ id, image, lesson: await lessonOf(options.lesson) });
  await makeFolder(id, folder);
  try {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  process.stdout.write(
    `Made ${relative(process.cwd(), folder)}:\n${Object.keys(files)
      .map((path) => `  ${path}\n`)
      .join('')}It is complete already: \`npx drydock lab lint ${id}\`, then \`npx drydock lab test ${id}\`.\n` +
      `Change its texts and checks to what it is about; \`npx drydock lab preview ${id}\` shows it while you write.\n` +
      listing(id, await readCourse()),
  );
  return 0;
}

/** What is left to do in the catalogue of the course for a lab to be found; nothing when it is listed there. */
export function listing(id: string, { modules }: Course): string {
  const isListed = modules.some(({ lessons }) => lessons.some(({ labs }) => labs.includes(id)));
  return isListed ? '' : `List ${id} under \`labs\` of its lesson in content/course.json: there students find it.\n`;
}

function idOf(id: string): string {
  if (LabId.safeParse(id).success) return id;
  throw new CourseError(
    'bad_request',
    `${JSON.stringify(id)} cannot be the id of a lab.`,
    'An id begins with a small letter and goes on with small letters, digits and hyphens, 2 to 63 characters in all: rolling-update.',
  );
}

async function lessonOf(wanted: string | undefined): Promise<string> {
  const lessons = await courseLessons();
  const [first = ''] = lessons;
  if (wanted === undefined || lessons.has(wanted)) return wanted ?? first;
  throw new CourseError(
    'bad_request',
    `The course has no lesson ${JSON.stringify(wanted)}.`,
    `The lessons are: ${[...lessons].join(', ')}.`,
  );
}

async function makeFolder(id: string, folder: string): Promise<void> {
  try {
    await mkdir(dirname(folder), { recursive: true });
    await mkdir(folder);
  } catch (cause) {
    if (codeOf(cause) !== 'EEXIST') throw cause;
    throw new CourseError(
      'conflict',
      `There is a lab ${id} already: ${folder}.`,
      'Choose another id, or change that lab.',
      {
        cause,
      },
    );
  }
}
