package dev.gitsync.examples.articles;

import dev.gitsync.model.Provenance;

/**
 * Who changes an article, and why.
 *
 * @param editor the wiki's id of the user who is responsible
 * @param provenance author, time and message; for what was pushed, those of the commit
 */
public record Edit(String editor, Provenance provenance) {}
