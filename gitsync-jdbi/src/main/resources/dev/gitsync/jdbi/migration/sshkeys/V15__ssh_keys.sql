-- Public keys with which users sign in to git over SSH. For PostgreSQL 14 and newer. Stands by itself.

CREATE TABLE gitsync_ssh_keys (
    id           uuid PRIMARY KEY,
    user_id      text COLLATE "C" NOT NULL,
    label        text NOT NULL CHECK (char_length(label) BETWEEN 1 AND 200),
    -- As ssh-keygen shows it. A key tells alone who signs in, so it belongs to one user.
    fingerprint  text COLLATE "C" NOT NULL UNIQUE CHECK (fingerprint ~ '^SHA256:[A-Za-z0-9+/]{43}$'),
    -- The encoding in SSH, which begins with the type.
    key          bytea NOT NULL CHECK (octet_length(key) BETWEEN 16 AND 8192),
    created_at   timestamptz NOT NULL,
    last_used_at timestamptz
);

CREATE INDEX gitsync_ssh_keys_of_user ON gitsync_ssh_keys (user_id, created_at DESC);
