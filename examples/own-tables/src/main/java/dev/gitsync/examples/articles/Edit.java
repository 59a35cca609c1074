package dev.gitsync.examples.articles;

import dev.gitsync.model.Provenance;

/**
 * The editor of an article and the reason.
 *
 * @param editor the wiki's id of the responsible user
 * @param provenance author, time and message; those of the commit for a push
 */
public record Edit(String editor, Provenance provenance) {}
