-- What gitsync needs on top: a history in the order of the commits, and two numbers per book.

ALTER TABLE book
    ADD COLUMN git   boolean NOT NULL DEFAULT false,
    -- Counts the changes. Whoever writes articles locks the row of the book first, so the order of the numbers is the order
    -- of the commits; with a sequence in its place, a transaction that commits late would be skipped by the feed.
    ADD COLUMN clock bigint NOT NULL DEFAULT 0,
    -- The newest lease that has written here.
    ADD COLUMN fence bigint NOT NULL DEFAULT 0;

CREATE TABLE article_history (
    book         text NOT NULL REFERENCES book (id),
    clock        bigint NOT NULL,
    article      bigint NOT NULL REFERENCES article (id),
    revision     integer NOT NULL,
    above        bigint,
    title        text,
    body         text,
    trashed      boolean NOT NULL,
    author       text NOT NULL,
    author_email text NOT NULL,
    written_at   timestamptz NOT NULL,
    note         text NOT NULL,
    editor       text NOT NULL,
    git_commit   text,
    git_push     text,
    PRIMARY KEY (book, clock),
    UNIQUE (article, revision)
);
