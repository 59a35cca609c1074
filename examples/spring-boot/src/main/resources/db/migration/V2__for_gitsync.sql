-- What gitsync needs.

-- For both ways: an id that gitsync can choose. The articles of the wiki get one, too.
ALTER TABLE article ADD COLUMN page_id text NOT NULL UNIQUE DEFAULT gen_random_uuid();
ALTER TABLE article_aud ADD COLUMN page_id text;

-- For the transactional way: the authors of commits, a number for each change of a book, and the newest lease that has written.
ALTER TABLE article
    ADD COLUMN author_email  text,
    ADD COLUMN git_commit    text,
    ADD COLUMN git_push      text,
    ADD COLUMN change_number bigint NOT NULL DEFAULT 0;
ALTER TABLE article_aud
    ADD COLUMN author_email  text,
    ADD COLUMN git_commit    text,
    ADD COLUMN git_push      text,
    ADD COLUMN change_number bigint;
ALTER TABLE book
    ADD COLUMN changes bigint NOT NULL DEFAULT 0,
    ADD COLUMN fence   bigint NOT NULL DEFAULT 0;

-- The history so far becomes commits: it is numbered in the order of its revisions.
UPDATE article_aud SET page_id = article.page_id, change_number = numbered.change_number
FROM article, (
    SELECT id, rev, row_number() OVER (PARTITION BY book_id ORDER BY rev, id) AS change_number FROM article_aud
) AS numbered
WHERE article_aud.id = article.id AND (article_aud.id, article_aud.rev) = (numbered.id, numbered.rev);
UPDATE article SET change_number = (SELECT max(change_number) FROM article_aud WHERE article_aud.id = article.id);
UPDATE book SET changes = coalesce((SELECT max(change_number) FROM article WHERE book_id = book.id), 0);

CREATE UNIQUE INDEX article_changes ON article_aud (book_id, change_number);
