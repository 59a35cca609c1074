package dev.gitsync.internal.state;

import dev.gitsync.model.Person;
import java.time.Instant;
import java.time.ZoneOffset;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.PersonIdent;

/** Begins commits that the engine makes. */
final class CommitDrafts {
    /** The author and committer of commits that no person made. */
    static final Person ENGINE = new Person("gitsync", "gitsync@localhost");

    private CommitDrafts() {}

    /** Returns a commit by an author, without tree and parents. Its committer is the engine. */
    static CommitBuilder by(Person author, Instant time, String message) {
        CommitBuilder commit = new CommitBuilder();
        commit.setAuthor(ident(author, time));
        commit.setCommitter(ident(ENGINE, time));
        commit.setMessage(message.stripTrailing() + "\n");
        return commit;
    }

    private static PersonIdent ident(Person person, Instant time) {
        String name = person.name().isBlank() ? "unknown" : person.name();
        return new PersonIdent(name, person.email(), time, ZoneOffset.UTC);
    }
}
