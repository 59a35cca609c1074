package dev.gitsync.demo.wiki;

import dev.gitsync.demo.account.Account;
import dev.gitsync.model.Provenance;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * Who edits a page or a file, and what they saw of it.
 *
 * @param expectedVersion the version that the author saw; 0 for a new page
 * @param message what the author says about the edit, or empty
 */
public record Edit(Account author, long expectedVersion, String message) {
    /** The author, time and message of the revision, as the database keeps them. */
    public Provenance provenance(InstantSource clock) {
        return Provenance.wiki(author.person(), clock.instant().truncatedTo(ChronoUnit.MICROS), message.strip());
    }
}
