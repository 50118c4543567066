/** What made the database what it is, in order. A migration that was released is never changed; a new one is added. */
export const migrations: readonly { readonly id: number; readonly name: string; readonly sql: readonly string[] }[] = [
  {
    id: 1,
    name: 'students, attempts, submissions and progress',
    sql: [
      `create table users (id text primary key, createdAt text not null) strict`,
      `create table attempts (
        id text primary key,
        user text not null references users (id) on delete cascade,
        lab text not null,
        state text not null,
        createdAt text not null,
        startedAt text not null,
        activeAt text not null,
        readyAt text,
        expiresAt text,
        parametersJson text not null,
        sandbox text,
        points integer not null,
        maxPoints integer not null,
        problemJson text
      ) strict`,
      `create unique index livingAttempt on attempts (user, lab) where state <> 'ended'`,
      `create index attemptsOfUser on attempts (user, createdAt)`,
      `create table steps (
        attempt text not null references attempts (id) on delete cascade,
        ordinal integer not null,
        id text not null,
        json text not null,
        primary key (attempt, id)
      ) strict`,
      `create table verdicts (
        attempt text not null references attempts (id) on delete cascade,
        ordinal integer not null,
        task text not null,
        "check" text not null,
        json text not null,
        primary key (attempt, task, "check")
      ) strict`,
      `create table hints (
        attempt text not null references attempts (id) on delete cascade,
        task text not null,
        "check" text not null,
        revealed integer not null,
        primary key (attempt, task, "check")
      ) strict`,
      `create table submissions (
        id text primary key,
        attempt text not null references attempts (id),
        user text not null references users (id),
        lab text not null,
        at text not null,
        points integer not null,
        maxPoints integer not null,
        verdictsJson text not null,
        signedJson text not null,
        signature text not null,
        key text not null
      ) strict`,
      `create index submissionsOfUser on submissions (user, lab, points)`,
      `create index submissionsOfAttempt on submissions (attempt, at)`,
      `create table lessonsRead (
        user text not null references users (id) on delete cascade,
        lesson text not null,
        at text not null,
        primary key (user, lesson)
      ) strict`,
      `create table quizAnswers (
        user text not null references users (id) on delete cascade,
        quiz text not null,
        choice integer not null,
        correct integer not null,
        at text not null,
        primary key (user, quiz)
      ) strict`,
    ],
  },
  {
    id: 2,
    name: 'what the grader remembers of an attempt',
    sql: [`alter table attempts add column memoryJson text`],
  },
  {
    id: 3,
    name: 'what students chose about the recording of their attempts',
    sql: [
      `create table recordingChoices (
        attempt text primary key references attempts (id) on delete cascade,
        isOn integer not null,
        hasInput integer not null
      ) strict`,
    ],
  },
  {
    id: 4,
    name: 'the lesson each student opened last',
    sql: [
      `create table lastLessons (
        user text primary key references users (id) on delete cascade,
        lesson text not null,
        at text not null
      ) strict`,
    ],
  },
  {
    id: 5,
    name: 'time that counts from ready, extensions, and what was graded at the end',
    sql: [
      `alter table attempts add column checkedAt text`,
      `alter table attempts add column extensions integer not null default 0`,
      `alter table submissions add column atEnd integer not null default 0`,
      `update attempts set expiresAt = null where state in ('queued', 'starting', 'setup')`,
    ],
  },
];
