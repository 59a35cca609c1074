-- Mirrors, their states and reports, and their secrets. For PostgreSQL 14 and newer. Independent of the other folders.
--
-- States and reports also serve mirrors that have no row in gitsync_mirrors, such as those of a template.

CREATE TABLE gitsync_mirrors (
    id               text COLLATE "C" PRIMARY KEY CHECK (id ~ '^[A-Za-z0-9_-]{1,64}$'),
    space_id         text COLLATE "C" NOT NULL CHECK (space_id ~ '^[A-Za-z0-9_-]{1,128}$'),
    -- Without credentials.
    url              text NOT NULL CHECK (url <> ''),
    direction        text COLLATE "C" NOT NULL CHECK (direction IN ('PUSH', 'PULL', 'BOTH')),
    branch           text NOT NULL CHECK (branch <> ''),
    -- Empty for the whole repository.
    folder           text NOT NULL,
    -- A reference, never a secret; 'stored' for those in gitsync_mirror_secrets.
    credentials      text,
    poll_interval_ms bigint NOT NULL CHECK (poll_interval_ms >= 1000),
    created_at       timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Every writer compares the version. Outcomes and decisions have no CHECK, because a newer version may add some.
CREATE TABLE gitsync_mirror_states (
    mirror_id     text COLLATE "C" PRIMARY KEY CHECK (mirror_id ~ '^[A-Za-z0-9_-]{1,64}$'),
    version       bigint NOT NULL CHECK (version >= 1),
    is_paused     boolean NOT NULL DEFAULT false,
    common        text COLLATE "C" CHECK (common ~ '^[0-9a-f]{40}$'),
    underway      text COLLATE "C" CHECK (underway ~ '^[0-9a-f]{40}$'),
    decision      text COLLATE "C",
    checked_at    timestamptz,
    since         timestamptz,
    -- The last report.
    ended_at      timestamptz,
    outcome       text COLLATE "C",
    sentence      text,
    details       text[],
    main_commit   text COLLATE "C" CHECK (main_commit ~ '^[0-9a-f]{40}$'),
    remote_commit text COLLATE "C" CHECK (remote_commit ~ '^[0-9a-f]{40}$'),
    CONSTRAINT gitsync_mirror_states_last CHECK (num_nonnulls(ended_at, outcome, sentence, details) IN (0, 4))
) WITH (fillfactor = 70);

-- The newest 50 or more of each mirror.
CREATE TABLE gitsync_mirror_reports (
    mirror_id     text COLLATE "C" NOT NULL CHECK (mirror_id ~ '^[A-Za-z0-9_-]{1,64}$'),
    number        bigint GENERATED ALWAYS AS IDENTITY,
    ended_at      timestamptz NOT NULL,
    outcome       text COLLATE "C" NOT NULL,
    sentence      text NOT NULL,
    details       text[] NOT NULL,
    main_commit   text COLLATE "C" CHECK (main_commit ~ '^[0-9a-f]{40}$'),
    remote_commit text COLLATE "C" CHECK (remote_commit ~ '^[0-9a-f]{40}$'),
    PRIMARY KEY (mirror_id, number)
);

-- Secrets, encrypted with AES-256-GCM under a key that is not in the database. The mirror and the kind are authenticated:
-- a row that is copied to another mirror can't be decrypted.
CREATE TABLE gitsync_mirror_secrets (
    mirror_id  text COLLATE "C" NOT NULL REFERENCES gitsync_mirrors (id) ON DELETE CASCADE,
    kind       text COLLATE "C" NOT NULL CHECK (kind IN ('credentials', 'webhook')),
    -- A fingerprint of the key.
    key_id     text COLLATE "C" NOT NULL CHECK (key_id ~ '^[0-9a-f]{16}$'),
    nonce      bytea NOT NULL CHECK (octet_length(nonce) = 12),
    ciphertext bytea NOT NULL CHECK (octet_length(ciphertext) >= 16),
    PRIMARY KEY (mirror_id, kind)
);
