-- A database as Drydock 0.1.0 left it (sqlite3 .dump): six attempts of five students, one each way an attempt can be.
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE migrations (id integer primary key, name text not null, at text not null) strict;
INSERT INTO migrations VALUES(1,'students, attempts, submissions and progress','2026-11-27T13:46:25.568Z');
INSERT INTO migrations VALUES(2,'what the grader remembers of an attempt','2026-11-27T13:46:25.570Z');
INSERT INTO migrations VALUES(3,'what students chose about the recording of their attempts','2026-11-27T13:46:25.570Z');
INSERT INTO migrations VALUES(4,'the lesson each student opened last','2026-11-27T13:46:25.571Z');
INSERT INTO migrations VALUES(5,'time that counts from ready, extensions, and what was graded at the end','2026-11-27T13:46:25.574Z');
CREATE TABLE users (id text primary key, createdAt text not null) strict;
INSERT INTO users VALUES('073730068a9f7df8ecdd2683','2026-11-27T13:46:26.796Z');
INSERT INTO users VALUES('student','2026-11-27T13:46:28.823Z');
INSERT INTO users VALUES('e6ba3ba96f785b32c72a6310','2026-11-27T13:46:29.476Z');
INSERT INTO users VALUES('edc0b390d3b562f3b55b2522','2026-11-27T13:46:29.713Z');
INSERT INTO users VALUES('6d8155be5638b9cd9f959328','2026-11-27T13:46:29.831Z');
CREATE TABLE attempts (
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
      , memoryJson text, checkedAt text, extensions integer not null default 0) strict;
INSERT INTO attempts VALUES('a671c693c887ef6f','073730068a9f7df8ecdd2683','memory-limit','ended','2026-11-27T13:46:26.794Z','2026-11-27T13:46:26.974Z','2026-11-27T13:46:26.794Z','2026-11-27T13:46:27.023Z','2026-11-27T13:46:28.523Z','{"token":"dgdvcdta"}','qvve26doku',2,5,'{"code":"timeout","message":"Time ran out, so this attempt has ended. Your cluster was graded first: 2 of 5 points. Your best result counts.","fix":"Start the lab again for a new cluster. What you submitted is kept.","zh":{"message":"时间到，这次实验结束了。结束前评了一次分：满分 5 分，得了 2 分；成绩取最高的一次。","fix":"想继续做，就重新开始这个实验。提交过的成绩都还在。"}}','{"checks":{},"made":["the-first-object"],"system":{"cluster":"this-cluster","objects":[]}}','2026-11-27T13:46:28.535Z',0);
INSERT INTO attempts VALUES('bd72a5927b3770f6','student','memory-limit','ended','2026-11-27T13:46:28.823Z','2026-11-27T13:46:28.918Z','2026-11-27T13:46:28.823Z','2026-11-27T13:46:28.949Z','2026-11-27T17:46:28.949Z','{"token":"8hn6htne"}','zi1s5t7ww0',5,5,'{"code":"ended","message":"You ended this attempt, maybe in another tab.","fix":"Start the lab again for a new cluster. What you submitted is kept.","zh":{"message":"你已经结束了这次实验，可能是在别的窗口里。","fix":"想继续做，就重新开始这个实验。提交过的成绩都还在。"}}','{"checks":{},"made":["the-first-object"],"system":{"cluster":"this-cluster","objects":[]}}','2026-11-27T13:46:28.999Z',0);
INSERT INTO attempts VALUES('b93889c3e55c4cab','student','memory-limit','ready','2026-11-27T13:46:29.075Z','2026-11-27T13:46:29.187Z','2026-11-27T13:46:29.075Z','2026-11-27T13:46:29.221Z','2026-11-27T18:46:29.221Z','{"token":"tnzhmdz8"}','jeoopz35lf',0,5,NULL,'{"checks":{},"made":["the-first-object"],"system":{"cluster":"this-cluster","objects":[]}}','2026-11-27T13:46:29.279Z',1);
INSERT INTO attempts VALUES('8146f70dafc3e6b8','e6ba3ba96f785b32c72a6310','memory-limit','lost','2026-11-27T13:46:29.475Z','2026-11-27T13:46:29.528Z','2026-11-27T13:46:29.475Z','2026-11-27T13:46:29.573Z','2026-11-27T17:46:29.573Z','{"token":"f7atjdr8"}','ir36ecq0lt',0,5,'{"code":"sandbox_lost","message":"The cluster of this attempt (ir36ecq0lt) is gone: its containers were stopped or removed on this machine.","fix":"Press Reset to get a new cluster with the same start state. What you submitted is kept.","zh":{"message":"这次实验的集群（ir36ecq0lt）不见了：主机上有人停掉或删除了它的容器。","fix":"点“重置”，换一个初始环境一样的新集群。提交过的成绩都还在。"}}','{"checks":{},"made":["the-first-object"],"system":{"cluster":"this-cluster","objects":[]}}',NULL,0);
INSERT INTO attempts VALUES('dad8310c32c7d762','edc0b390d3b562f3b55b2522','memory-limit','failed','2026-11-27T13:46:29.712Z','2026-11-27T13:46:29.797Z','2026-11-27T13:46:29.712Z',NULL,NULL,'{"token":"any7bya8"}','ypf32pq4c5',0,5,'{"code":"cluster_unreachable","message":"The cluster does not answer.","fix":"Wait a moment and try again.","zh":{"message":"集群没有应答。","fix":"稍等片刻再试；如果还是这样，点“重置”。"}}',NULL,NULL,0);
INSERT INTO attempts VALUES('397e510a0f3ececa','6d8155be5638b9cd9f959328','memory-limit','setup','2026-11-27T13:46:29.831Z','2026-11-27T13:46:29.926Z','2026-11-27T13:46:29.831Z',NULL,NULL,'{"token":"fcd9zmyx"}','wxajwrou4d',0,5,NULL,NULL,NULL,0);
CREATE TABLE steps (
        attempt text not null references attempts (id) on delete cascade,
        ordinal integer not null,
        id text not null,
        json text not null,
        primary key (attempt, id)
      ) strict;
INSERT INTO steps VALUES('a671c693c887ef6f',0,'network','{"id":"network","title":"Making a network of its own","state":"done","seconds":0}');
INSERT INTO steps VALUES('a671c693c887ef6f',1,'nodes','{"id":"nodes","title":"Starting the nodes","state":"done","seconds":0}');
INSERT INTO steps VALUES('a671c693c887ef6f',2,'control-plane','{"id":"control-plane","title":"Starting the control plane","state":"done","seconds":0}');
INSERT INTO steps VALUES('a671c693c887ef6f',3,'ready','{"id":"ready","title":"Waiting for the nodes and DNS","state":"done","seconds":0}');
INSERT INTO steps VALUES('a671c693c887ef6f',4,'workspace','{"id":"workspace","title":"Opening the workspace","state":"done","seconds":0}');
INSERT INTO steps VALUES('a671c693c887ef6f',5,'setup','{"id":"setup","title":"Applying the start state","state":"done","seconds":0}');
INSERT INTO steps VALUES('bd72a5927b3770f6',0,'network','{"id":"network","title":"Making a network of its own","state":"done","seconds":0}');
INSERT INTO steps VALUES('bd72a5927b3770f6',1,'nodes','{"id":"nodes","title":"Starting the nodes","state":"done","seconds":0}');
INSERT INTO steps VALUES('bd72a5927b3770f6',2,'control-plane','{"id":"control-plane","title":"Starting the control plane","state":"done","seconds":0}');
INSERT INTO steps VALUES('bd72a5927b3770f6',3,'ready','{"id":"ready","title":"Waiting for the nodes and DNS","state":"done","seconds":0}');
INSERT INTO steps VALUES('bd72a5927b3770f6',4,'workspace','{"id":"workspace","title":"Opening the workspace","state":"done","seconds":0}');
INSERT INTO steps VALUES('bd72a5927b3770f6',5,'setup','{"id":"setup","title":"Applying the start state","state":"done","seconds":0}');
INSERT INTO steps VALUES('b93889c3e55c4cab',0,'network','{"id":"network","title":"Making a network of its own","state":"done","seconds":0}');
INSERT INTO steps VALUES('b93889c3e55c4cab',1,'nodes','{"id":"nodes","title":"Starting the nodes","state":"done","seconds":0}');
INSERT INTO steps VALUES('b93889c3e55c4cab',2,'control-plane','{"id":"control-plane","title":"Starting the control plane","state":"done","seconds":0}');
INSERT INTO steps VALUES('b93889c3e55c4cab',3,'ready','{"id":"ready","title":"Waiting for the nodes and DNS","state":"done","seconds":0}');
INSERT INTO steps VALUES('b93889c3e55c4cab',4,'workspace','{"id":"workspace","title":"Opening the workspace","state":"done","seconds":0}');
INSERT INTO steps VALUES('b93889c3e55c4cab',5,'setup','{"id":"setup","title":"Applying the start state","state":"done","seconds":0}');
INSERT INTO steps VALUES('8146f70dafc3e6b8',0,'network','{"id":"network","title":"Making a network of its own","state":"done","seconds":0}');
INSERT INTO steps VALUES('8146f70dafc3e6b8',1,'nodes','{"id":"nodes","title":"Starting the nodes","state":"done","seconds":0}');
INSERT INTO steps VALUES('8146f70dafc3e6b8',2,'control-plane','{"id":"control-plane","title":"Starting the control plane","state":"done","seconds":0}');
INSERT INTO steps VALUES('8146f70dafc3e6b8',3,'ready','{"id":"ready","title":"Waiting for the nodes and DNS","state":"done","seconds":0}');
INSERT INTO steps VALUES('8146f70dafc3e6b8',4,'workspace','{"id":"workspace","title":"Opening the workspace","state":"done","seconds":0}');
INSERT INTO steps VALUES('8146f70dafc3e6b8',5,'setup','{"id":"setup","title":"Applying the start state","state":"done","seconds":0}');
INSERT INTO steps VALUES('dad8310c32c7d762',0,'network','{"id":"network","title":"Making a network of its own","state":"done","seconds":0}');
INSERT INTO steps VALUES('dad8310c32c7d762',1,'nodes','{"id":"nodes","title":"Starting the nodes","state":"done","seconds":0}');
INSERT INTO steps VALUES('dad8310c32c7d762',2,'control-plane','{"id":"control-plane","title":"Starting the control plane","state":"done","seconds":0}');
INSERT INTO steps VALUES('dad8310c32c7d762',3,'ready','{"id":"ready","title":"Waiting for the nodes and DNS","state":"done","seconds":0}');
INSERT INTO steps VALUES('dad8310c32c7d762',4,'workspace','{"id":"workspace","title":"Opening the workspace","state":"done","seconds":0}');
INSERT INTO steps VALUES('397e510a0f3ececa',0,'network','{"id":"network","title":"Making a network of its own","state":"done","seconds":0}');
INSERT INTO steps VALUES('397e510a0f3ececa',1,'nodes','{"id":"nodes","title":"Starting the nodes","state":"done","seconds":0}');
INSERT INTO steps VALUES('397e510a0f3ececa',2,'control-plane','{"id":"control-plane","title":"Starting the control plane","state":"done","seconds":0}');
INSERT INTO steps VALUES('397e510a0f3ececa',3,'ready','{"id":"ready","title":"Waiting for the nodes and DNS","state":"done","seconds":0}');
INSERT INTO steps VALUES('397e510a0f3ececa',4,'workspace','{"id":"workspace","title":"Opening the workspace","state":"done","seconds":0}');
CREATE TABLE verdicts (
        attempt text not null references attempts (id) on delete cascade,
        ordinal integer not null,
        task text not null,
        "check" text not null,
        json text not null,
        primary key (attempt, task, "check")
      ) strict;
INSERT INTO verdicts VALUES('a671c693c887ef6f',0,'limits','request','{"task":"limits","check":"request","outcome":"pass","pending":false,"message":{"en":"request is right","zh":"request is right（中）"},"expected":{"en":"request is right","zh":"request is right（中）"},"actual":"pass","at":"2026-11-27T13:46:27.011Z"}');
INSERT INTO verdicts VALUES('a671c693c887ef6f',1,'usage','memory','{"task":"usage","check":"memory","outcome":"fail","pending":false,"message":{"en":"memory is right","zh":"memory is right（中）"},"expected":{"en":"memory is right","zh":"memory is right（中）"},"actual":"fail","at":"2026-11-27T13:46:27.011Z"}');
INSERT INTO verdicts VALUES('a671c693c887ef6f',2,'usage','running','{"task":"usage","check":"running","outcome":"fail","pending":false,"message":{"en":"running is right","zh":"running is right（中）"},"expected":{"en":"running is right","zh":"running is right（中）"},"actual":"fail","at":"2026-11-27T13:46:27.011Z"}');
INSERT INTO verdicts VALUES('bd72a5927b3770f6',0,'limits','request','{"task":"limits","check":"request","outcome":"pass","pending":false,"message":{"en":"request is right","zh":"request is right（中）"},"expected":{"en":"request is right","zh":"request is right（中）"},"actual":"pass","at":"2026-11-27T13:46:28.933Z"}');
INSERT INTO verdicts VALUES('bd72a5927b3770f6',1,'usage','memory','{"task":"usage","check":"memory","outcome":"pass","pending":false,"message":{"en":"memory is right","zh":"memory is right（中）"},"expected":{"en":"memory is right","zh":"memory is right（中）"},"actual":"pass","at":"2026-11-27T13:46:28.933Z"}');
INSERT INTO verdicts VALUES('bd72a5927b3770f6',2,'usage','running','{"task":"usage","check":"running","outcome":"pass","pending":false,"message":{"en":"running is right","zh":"running is right（中）"},"expected":{"en":"running is right","zh":"running is right（中）"},"actual":"pass","at":"2026-11-27T13:46:28.933Z"}');
INSERT INTO verdicts VALUES('b93889c3e55c4cab',0,'limits','request','{"task":"limits","check":"request","outcome":"fail","pending":false,"message":{"en":"request is right","zh":"request is right（中）"},"expected":{"en":"request is right","zh":"request is right（中）"},"actual":"fail","at":"2026-11-27T13:46:29.303Z","hints":[{"en":"Look at tnzhmdz8","zh":"Look at tnzhmdz8（中）"}]}');
INSERT INTO verdicts VALUES('b93889c3e55c4cab',1,'usage','memory','{"task":"usage","check":"memory","outcome":"pass","pending":false,"message":{"en":"memory is right","zh":"memory is right（中）"},"expected":{"en":"memory is right","zh":"memory is right（中）"},"actual":"pass","at":"2026-11-27T13:46:29.199Z"}');
INSERT INTO verdicts VALUES('b93889c3e55c4cab',2,'usage','running','{"task":"usage","check":"running","outcome":"fail","pending":false,"message":{"en":"running is right","zh":"running is right（中）"},"expected":{"en":"running is right","zh":"running is right（中）"},"actual":"fail","at":"2026-11-27T13:46:29.199Z"}');
INSERT INTO verdicts VALUES('8146f70dafc3e6b8',0,'limits','request','{"task":"limits","check":"request","outcome":"fail","pending":false,"message":{"en":"request is right","zh":"request is right（中）"},"expected":{"en":"request is right","zh":"request is right（中）"},"actual":"fail","at":"2026-11-27T13:46:29.548Z"}');
INSERT INTO verdicts VALUES('8146f70dafc3e6b8',1,'usage','memory','{"task":"usage","check":"memory","outcome":"pass","pending":false,"message":{"en":"memory is right","zh":"memory is right（中）"},"expected":{"en":"memory is right","zh":"memory is right（中）"},"actual":"pass","at":"2026-11-27T13:46:29.548Z"}');
INSERT INTO verdicts VALUES('8146f70dafc3e6b8',2,'usage','running','{"task":"usage","check":"running","outcome":"fail","pending":false,"message":{"en":"running is right","zh":"running is right（中）"},"expected":{"en":"running is right","zh":"running is right（中）"},"actual":"fail","at":"2026-11-27T13:46:29.548Z"}');
CREATE TABLE hints (
        attempt text not null references attempts (id) on delete cascade,
        task text not null,
        "check" text not null,
        revealed integer not null,
        primary key (attempt, task, "check")
      ) strict;
INSERT INTO hints VALUES('b93889c3e55c4cab','limits','request',1);
CREATE TABLE submissions (
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
      , atEnd integer not null default 0) strict;
INSERT INTO submissions VALUES('d3ff2153-7890-4878-b949-0c2872fb6de1','a671c693c887ef6f','073730068a9f7df8ecdd2683','memory-limit','2026-11-27T13:46:28.535Z',2,5,'[{"task":"limits","check":"request","outcome":"pass","pending":false,"message":{"en":"request is right","zh":"request is right（中）"},"expected":{"en":"request is right","zh":"request is right（中）"},"actual":"pass","at":"2026-11-27T13:46:28.533Z"},{"task":"usage","check":"memory","outcome":"fail","pending":false,"message":{"en":"memory is right","zh":"memory is right（中）"},"expected":{"en":"memory is right","zh":"memory is right（中）"},"actual":"fail","at":"2026-11-27T13:46:28.533Z"},{"task":"usage","check":"running","outcome":"fail","pending":false,"message":{"en":"running is right","zh":"running is right（中）"},"expected":{"en":"running is right","zh":"running is right（中）"},"actual":"fail","at":"2026-11-27T13:46:28.533Z"}]','{"version":1,"submission":{"id":"d3ff2153-7890-4878-b949-0c2872fb6de1","at":"2026-11-27T13:46:28.535Z","attempt":"a671c693c887ef6f","points":2,"maxPoints":5,"verdicts":[{"task":"limits","check":"request","outcome":"pass","pending":false,"message":{"en":"request is right","zh":"request is right（中）"},"expected":{"en":"request is right","zh":"request is right（中）"},"actual":"pass","at":"2026-11-27T13:46:28.533Z"},{"task":"usage","check":"memory","outcome":"fail","pending":false,"message":{"en":"memory is right","zh":"memory is right（中）"},"expected":{"en":"memory is right","zh":"memory is right（中）"},"actual":"fail","at":"2026-11-27T13:46:28.533Z"},{"task":"usage","check":"running","outcome":"fail","pending":false,"message":{"en":"running is right","zh":"running is right（中）"},"expected":{"en":"running is right","zh":"running is right（中）"},"actual":"fail","at":"2026-11-27T13:46:28.533Z"}],"atEnd":true},"lab":"memory-limit","user":"073730068a9f7df8ecdd2683","parameters":{"token":"dgdvcdta"},"evidence":{"objects":[]}}','urMKj9pXuRUzSqi1voVB-sKgmZiW6vakYs5Dc98aoYEscDzQL5B2jeN2C05cOA7Kn19CbOva5fHJoR2FvoVEAw','052a619feb1822b190de3aedecbf536aebe6b834aa18efd1c12ac2421fae6fb1',1);
INSERT INTO submissions VALUES('40b3048d-9024-4fa5-b4b5-823a09577b36','bd72a5927b3770f6','student','memory-limit','2026-11-27T13:46:28.999Z',5,5,'[{"task":"limits","check":"request","outcome":"pass","pending":false,"message":{"en":"request is right","zh":"request is right（中）"},"expected":{"en":"request is right","zh":"request is right（中）"},"actual":"pass","at":"2026-11-27T13:46:28.999Z"},{"task":"usage","check":"memory","outcome":"pass","pending":false,"message":{"en":"memory is right","zh":"memory is right（中）"},"expected":{"en":"memory is right","zh":"memory is right（中）"},"actual":"pass","at":"2026-11-27T13:46:28.999Z"},{"task":"usage","check":"running","outcome":"pass","pending":false,"message":{"en":"running is right","zh":"running is right（中）"},"expected":{"en":"running is right","zh":"running is right（中）"},"actual":"pass","at":"2026-11-27T13:46:28.999Z"}]','{"version":1,"submission":{"id":"40b3048d-9024-4fa5-b4b5-823a09577b36","at":"2026-11-27T13:46:28.999Z","attempt":"bd72a5927b3770f6","points":5,"maxPoints":5,"verdicts":[{"task":"limits","check":"request","outcome":"pass","pending":false,"message":{"en":"request is right","zh":"request is right（中）"},"expected":{"en":"request is right","zh":"request is right（中）"},"actual":"pass","at":"2026-11-27T13:46:28.999Z"},{"task":"usage","check":"memory","outcome":"pass","pending":false,"message":{"en":"memory is right","zh":"memory is right（中）"},"expected":{"en":"memory is right","zh":"memory is right（中）"},"actual":"pass","at":"2026-11-27T13:46:28.999Z"},{"task":"usage","check":"running","outcome":"pass","pending":false,"message":{"en":"running is right","zh":"running is right（中）"},"expected":{"en":"running is right","zh":"running is right（中）"},"actual":"pass","at":"2026-11-27T13:46:28.999Z"}]},"lab":"memory-limit","user":"student","parameters":{"token":"8hn6htne"},"evidence":{"objects":[]}}','eLwsqNPUU8ngcJCEJCN_5eNbOXrp_yW5q3FKI-HYYZigaR9STmlZJ2c1Rgt9KVyZ71P1FRmJUbP9pCNsAq5CCQ','052a619feb1822b190de3aedecbf536aebe6b834aa18efd1c12ac2421fae6fb1',0);
INSERT INTO submissions VALUES('228dc09b-adc8-4b0d-be05-09115ad18600','b93889c3e55c4cab','student','memory-limit','2026-11-27T13:46:29.279Z',2,5,'[{"task":"limits","check":"request","outcome":"pass","pending":false,"message":{"en":"request is right","zh":"request is right（中）"},"expected":{"en":"request is right","zh":"request is right（中）"},"actual":"pass","at":"2026-11-27T13:46:29.279Z"},{"task":"usage","check":"memory","outcome":"pass","pending":false,"message":{"en":"memory is right","zh":"memory is right（中）"},"expected":{"en":"memory is right","zh":"memory is right（中）"},"actual":"pass","at":"2026-11-27T13:46:29.279Z"},{"task":"usage","check":"running","outcome":"fail","pending":false,"message":{"en":"running is right","zh":"running is right（中）"},"expected":{"en":"running is right","zh":"running is right（中）"},"actual":"fail","at":"2026-11-27T13:46:29.279Z"}]','{"version":1,"submission":{"id":"228dc09b-adc8-4b0d-be05-09115ad18600","at":"2026-11-27T13:46:29.279Z","attempt":"b93889c3e55c4cab","points":2,"maxPoints":5,"verdicts":[{"task":"limits","check":"request","outcome":"pass","pending":false,"message":{"en":"request is right","zh":"request is right（中）"},"expected":{"en":"request is right","zh":"request is right（中）"},"actual":"pass","at":"2026-11-27T13:46:29.279Z"},{"task":"usage","check":"memory","outcome":"pass","pending":false,"message":{"en":"memory is right","zh":"memory is right（中）"},"expected":{"en":"memory is right","zh":"memory is right（中）"},"actual":"pass","at":"2026-11-27T13:46:29.279Z"},{"task":"usage","check":"running","outcome":"fail","pending":false,"message":{"en":"running is right","zh":"running is right（中）"},"expected":{"en":"running is right","zh":"running is right（中）"},"actual":"fail","at":"2026-11-27T13:46:29.279Z"}]},"lab":"memory-limit","user":"student","parameters":{"token":"tnzhmdz8"},"evidence":{"objects":[]}}','nruP94IubVC5BehyE0wNWjs1kT-vq_DpCuFYTNU4jrjVLTFBgtjLCgx-a4OUl_o6zfmVLy9gKiM7a6PonVq3CA','052a619feb1822b190de3aedecbf536aebe6b834aa18efd1c12ac2421fae6fb1',0);
CREATE TABLE lessonsRead (
        user text not null references users (id) on delete cascade,
        lesson text not null,
        at text not null,
        primary key (user, lesson)
      ) strict;
INSERT INTO lessonsRead VALUES('student','resources/memory','2026-11-27T13:46:29.416Z');
INSERT INTO lessonsRead VALUES('student','storage/claims','2026-11-27T13:46:29.426Z');
CREATE TABLE quizAnswers (
        user text not null references users (id) on delete cascade,
        quiz text not null,
        choice integer not null,
        correct integer not null,
        at text not null,
        primary key (user, quiz)
      ) strict;
INSERT INTO quizAnswers VALUES('student','q1',2,1,'2026-11-27T13:46:29.454Z');
INSERT INTO quizAnswers VALUES('student','q2',0,0,'2026-11-27T13:46:29.464Z');
CREATE TABLE recordingChoices (
        attempt text primary key references attempts (id) on delete cascade,
        isOn integer not null,
        hasInput integer not null
      ) strict;
INSERT INTO recordingChoices VALUES('b93889c3e55c4cab',1,1);
INSERT INTO recordingChoices VALUES('8146f70dafc3e6b8',0,0);
CREATE TABLE lastLessons (
        user text primary key references users (id) on delete cascade,
        lesson text not null,
        at text not null
      ) strict;
INSERT INTO lastLessons VALUES('student','storage/claims','2026-11-27T13:46:29.440Z');
CREATE UNIQUE INDEX livingAttempt on attempts (user, lab) where state <> 'ended';
CREATE INDEX attemptsOfUser on attempts (user, createdAt);
CREATE INDEX submissionsOfUser on submissions (user, lab, points);
CREATE INDEX submissionsOfAttempt on submissions (attempt, at);
COMMIT;
