PRAGMA application_id=1399418161;
BEGIN TRANSACTION;
CREATE TABLE attempts (
	attempt TEXT NOT NULL, 
	scenario TEXT NOT NULL, 
	title TEXT NOT NULL, 
	scenario_digest TEXT NOT NULL, 
	rubric TEXT NOT NULL, 
	rubric_digest TEXT NOT NULL, 
	mode TEXT NOT NULL, 
	seed BIGINT NOT NULL, 
	learner TEXT NOT NULL, 
	started_at TEXT NOT NULL, 
	format INTEGER NOT NULL, 
	program TEXT NOT NULL, 
	hash TEXT NOT NULL, 
	PRIMARY KEY (attempt), 
	FOREIGN KEY(scenario_digest, scenario) REFERENCES documents (digest, name), 
	FOREIGN KEY(rubric_digest, rubric) REFERENCES documents (digest, name)
)
 WITHOUT ROWID

;
INSERT INTO "attempts" VALUES('92cd70284152d8fb','promise','A promise','c044e53d0483321f462d7521fc5d9cd5d318b8c7cc5db11a7c884cd621bb2115','small','d03efe08fde2aab126333961f51c06b1ee0956d8ce5b8b2b67c12de6461608e8','assessment',3,'L-1','2026-11-22T03:45:02.191293Z',1,'0.1.0','ca6727e6ac253a5eef27e57423d4621b0ba224447309e4a20cf7854a2b0d9f67');
INSERT INTO "attempts" VALUES('b47fe6f72c61b414','promise','A promise','c044e53d0483321f462d7521fc5d9cd5d318b8c7cc5db11a7c884cd621bb2115','small','d03efe08fde2aab126333961f51c06b1ee0956d8ce5b8b2b67c12de6461608e8','practice',4,'L-2','2026-11-22T03:45:02.247301Z',1,'0.1.0','53534f3c1ba7632078bafb749125a9f123a26642ae3593dcbd5389b34292081c');
CREATE TABLE documents (
	digest TEXT NOT NULL, 
	name TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	text TEXT NOT NULL, 
	PRIMARY KEY (digest, name)
)
 WITHOUT ROWID

;
INSERT INTO "documents" VALUES('c044e53d0483321f462d7521fc5d9cd5d318b8c7cc5db11a7c884cd621bb2115','promise','scenario','title: A promise
summary: Jamie asks for a promise.
level: 2
stage: exploration
setting: school
kinds: [disclosure]
minutes: 10
notes: [harm at home]
rubric: small
assesses: {confidentiality: 1}
covers: [AIM-MC-3]
mentee: {name: Jamie, pronouns: they/them, age: 15}
you: You are a peer mentor.
brief: Jamie is late.
variables:
  trust: {start: 3, min: 0, max: 10, means: How safe Jamie feels}
  promised: {start: false}
  mood: {start: guarded, values: [guarded, told]}
facts:
  locked_in: The door gets locked.
duties:
  tell_lead: {clause: records, says: Tell Ms Okafor, missed: unsafe, due: later}
start: arrives
scenes:
  arrives:
    cue: Jamie looks at the door.
    says:
      - {when: trust <= 2, text: You would only tell.}
      - Promise?
    opens: [tell_lead]
    choices:
      honest:
        say: I cannot promise that.
        moves: [limits-stated]
        evidence: {confidentiality: competent}
        why: Limits first.
        change: {trust: 1}
        set: {mood: told}
        goto: later
      promise:
        say: I promise.
        when: not promised and mood == guarded
        evidence: {confidentiality: unsafe}
        breach: promises-secrecy
        mistakes: [AIM-CM-2]
        set: {promised: true}
        goto:
          - {when: trust > 5, to: later}
          - {to: later}
    because: optional
    otherwise: later
  later:
    tells: Ten minutes later.
    learn: [locked_in]
    goto: record
  record:
    form:
      title: Record
      fields:
        contents:
          ask: What belongs?
          tick:
            words: {text: The words, belongs: true, when: locked_in}
            opinion: {text: My opinion, belongs: false, why: An opinion.}
          clause: records
          levels: {0: exemplary, 1: developing}
        who:
          ask: Who gets it?
          pick:
            lead: {text: Ms Okafor, fulfils: [tell_lead]}
            tutor: {text: The tutor}
        account:
          ask: Write it.
          write: {min_words: 1, max_words: 20}
          clause: records
    goto: done
  done:
    ending:
      title: Told
      text: Jamie waits.
      afterwards: Help comes.
expect:
  does it right:
    choose: [honest, {contents: [words], who: lead}]
    ending: done
  keeps-the-secret:
    choose: [promise, {contents: [words], who: tutor, account: Nothing much.}]
    outcome: unsafe
');
INSERT INTO "documents" VALUES('d03efe08fde2aab126333961f51c06b1ee0956d8ce5b8b2b67c12de6461608e8','small','rubric','title: A small code
clauses:
  confidentiality:
    number: 1
    title: Limits
    text: I keep things private, with limits.
    critical: true
    unsafe: Promises secrecy.
    developing: Foggy.
    competent: Says the limits.
    exemplary: Says them and checks.
  records:
    number: 2
    title: Records
    text: I write down what was said.
    unsafe: None.
    developing: Opinions.
    competent: Facts.
    exemplary: Facts, the same day.
breaches:
  promises-secrecy: {clause: confidentiality, text: Promises secrecy, caps: unsafe, repaired: developing}
moves: {open-question: Asks openly, limits-stated: Says the limits}
');
CREATE TABLE drafts (
	attempt TEXT NOT NULL, 
	count INTEGER NOT NULL, 
	body TEXT NOT NULL, 
	seal TEXT NOT NULL, 
	PRIMARY KEY (attempt), 
	FOREIGN KEY(attempt) REFERENCES attempts (attempt)
)
 WITHOUT ROWID

;
INSERT INTO "drafts" VALUES('b47fe6f72c61b414',2,'{"account":"Half a"}','9717b90be9423256168e2432f39fa085dbdc345e7742344ede5f6669ce703c5d');
CREATE TABLE events (
	attempt TEXT NOT NULL, 
	number INTEGER NOT NULL, 
	at TEXT NOT NULL, 
	body TEXT NOT NULL, 
	hash TEXT NOT NULL, 
	PRIMARY KEY (attempt, number), 
	FOREIGN KEY(attempt) REFERENCES attempts (attempt)
)
 WITHOUT ROWID

;
INSERT INTO "events" VALUES('92cd70284152d8fb',0,'2026-11-22T03:45:02.191293Z','{"kind":"began","mode":"assessment","seed":3}','64e9d621b7ebfab265dbc24cf10fcaa62badeac2e41e2d697c5d4e134e61b202');
INSERT INTO "events" VALUES('92cd70284152d8fb',1,'2026-11-22T03:45:02.219473Z','{"choice":"honest","kind":"chose","scene":"arrives"}','a925a295d695aaa628e0d0ca71bc8eeaf5e009e2e813f6facb732820322d231f');
INSERT INTO "events" VALUES('92cd70284152d8fb',2,'2026-11-22T03:45:02.219473Z','{"choice":"honest","kind":"explained","scene":"arrives","text":"Because it is true"}','d298c48da5dbe7b1491ae9484aafdb3596c9a384db80c2db824a22a57bde88db');
INSERT INTO "events" VALUES('92cd70284152d8fb',3,'2026-11-22T03:45:02.240274Z','{"answers":{"account":"Jamie said the door gets locked.","contents":["words"],"who":"lead"},"kind":"answered","scene":"record"}','58739b4834fd20cf3d96191ccf802c3c95637f89c2c89f90ed8644bd92956520');
INSERT INTO "events" VALUES('92cd70284152d8fb',4,'2026-11-22T03:45:02.240274Z','{"ending":"done","kind":"ended"}','657b9e32e1d1398d53b413820cef210855f92167e27d460f954ff152a8c36cf1');
INSERT INTO "events" VALUES('b47fe6f72c61b414',0,'2026-11-22T03:45:02.247301Z','{"kind":"began","mode":"practice","seed":4}','3da1758b1f1cab5bec025994535347f69d72fff1df73bb0594c1d543c6ab5607');
INSERT INTO "events" VALUES('b47fe6f72c61b414',1,'2026-11-22T03:45:02.250260Z','{"choice":"promise","kind":"chose","scene":"arrives"}','ec09701b8c6e71278b4d0b0389f90665fd346cda55ce051c11a0f71b72be790c');
CREATE TABLE heads (
	attempt TEXT NOT NULL, 
	count INTEGER NOT NULL, 
	head TEXT NOT NULL, 
	closed TEXT NOT NULL, 
	ending TEXT NOT NULL, 
	outcome TEXT NOT NULL, 
	provisional INTEGER NOT NULL, 
	decisions INTEGER NOT NULL, 
	last_at TEXT NOT NULL, 
	seal TEXT NOT NULL, 
	PRIMARY KEY (attempt), 
	FOREIGN KEY(attempt) REFERENCES attempts (attempt)
)
 WITHOUT ROWID

;
INSERT INTO "heads" VALUES('92cd70284152d8fb',5,'657b9e32e1d1398d53b413820cef210855f92167e27d460f954ff152a8c36cf1','ended','done','competent',1,2,'2026-11-22T03:45:02.240274Z','0a7efcf99b37df672675724335e02346eebe3414fd9734192d56573996c2b994');
INSERT INTO "heads" VALUES('b47fe6f72c61b414',2,'ec09701b8c6e71278b4d0b0389f90665fd346cda55ce051c11a0f71b72be790c','','','',0,1,'2026-11-22T03:45:02.250260Z','fb725d167a6e6732f424829c5ac3736f1876f3a25c074a5ffaf177cf12514b14');
CREATE TABLE meta (
	name TEXT NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY (name)
);
INSERT INTO "meta" VALUES('schema','1');
CREATE TRIGGER documents_never_change BEFORE UPDATE ON documents BEGIN SELECT RAISE(ABORT, 'documents are only ever added to'); END;
CREATE TRIGGER documents_never_go BEFORE DELETE ON documents BEGIN SELECT RAISE(ABORT, 'documents are only ever added to'); END;
CREATE TRIGGER attempts_never_change BEFORE UPDATE ON attempts BEGIN SELECT RAISE(ABORT, 'attempts are only ever added to'); END;
CREATE TRIGGER attempts_never_go BEFORE DELETE ON attempts BEGIN SELECT RAISE(ABORT, 'attempts are only ever added to'); END;
CREATE TRIGGER events_never_change BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are only ever added to'); END;
CREATE TRIGGER events_never_go BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events are only ever added to'); END;
CREATE TRIGGER documents_never_replace BEFORE INSERT ON documents WHEN EXISTS (SELECT 1 FROM documents WHERE digest = NEW.digest AND name = NEW.name) BEGIN SELECT RAISE(ABORT, 'documents are only ever added to'); END;
CREATE TRIGGER attempts_never_replace BEFORE INSERT ON attempts WHEN EXISTS (SELECT 1 FROM attempts WHERE attempt = NEW.attempt) BEGIN SELECT RAISE(ABORT, 'attempts are only ever added to'); END;
CREATE TRIGGER events_in_order BEFORE INSERT ON events WHEN NEW.number <> (SELECT count(*) FROM events WHERE attempt = NEW.attempt) BEGIN SELECT RAISE(ABORT, 'events are only ever added at the end'); END;
CREATE TRIGGER heads_never_go BEFORE DELETE ON heads BEGIN SELECT RAISE(ABORT, 'heads stay'); END;
CREATE TRIGGER heads_never_replace BEFORE INSERT ON heads WHEN EXISTS (SELECT 1 FROM heads WHERE attempt = NEW.attempt) BEGIN SELECT RAISE(ABORT, 'heads stay'); END;
CREATE TRIGGER heads_stay_closed BEFORE UPDATE ON heads WHEN OLD.closed <> '' BEGIN SELECT RAISE(ABORT, 'a closed attempt stays closed'); END;
CREATE TRIGGER heads_only_grow BEFORE UPDATE ON heads WHEN NEW.count <= OLD.count OR NEW.attempt <> OLD.attempt BEGIN SELECT RAISE(ABORT, 'an attempt only grows'); END;
COMMIT;
