-- Personal access tokens. For PostgreSQL 14 and newer. Stands by itself.
--
-- Of a secret there is only the hash here, so nobody can sign in with a copy of this table.

CREATE TABLE gitsync_tokens (
    id           uuid PRIMARY KEY,
    user_id      text COLLATE "C" NOT NULL,
    label        text NOT NULL CHECK (char_length(label) BETWEEN 1 AND 200),
    -- SHA-256.
    hash         text COLLATE "C" NOT NULL UNIQUE CHECK (hash ~ '^[0-9a-f]{64}$'),
    -- Empty for all that the user may open.
    spaces       text[] NOT NULL,
    can_write    boolean NOT NULL,
    created_at   timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL CHECK (expires_at > created_at),
    last_used_at timestamptz
);

CREATE INDEX gitsync_tokens_of_user ON gitsync_tokens (user_id, created_at DESC);
