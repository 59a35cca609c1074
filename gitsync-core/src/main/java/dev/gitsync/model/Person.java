package dev.gitsync.model;

import java.util.Objects;

/**
 * An author or committer, as git identifies people.
 *
 * @param name the name to show; line breaks and angle brackets are removed when it becomes part of a commit
 * @param email the address, possibly empty
 */
public record Person(String name, String email) {
    /** Checks that no component is null. */
    public Person {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(email, "email");
    }
}
