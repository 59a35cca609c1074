package dev.gitsync.demo.account;

import dev.gitsync.model.Person;
import dev.gitsync.servlet.identity.WikiUser;
import java.util.Objects;

/**
 * Someone who may come in.
 *
 * @param name what is typed at sign-in, and what the wiki records as the one responsible
 * @param person the name and address to show
 * @param role what they may do
 * @param password the hash of the password, as {@link PasswordHash} writes it
 */
public record Account(String name, Person person, Role role, String password) {
    /** Checks that nothing is missing. */
    public Account {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(person, "person");
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(password, "password");
    }

    /** Whether this account may make new spaces. */
    public boolean isAdmin() {
        return role == Role.ADMIN;
    }

    /** The user that git and its operations know. */
    public WikiUser user() {
        return new WikiUser(name, person);
    }

    @Override
    public String toString() {
        return "Account[" + name + ", " + role + "]";
    }
}
