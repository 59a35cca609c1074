package dev.gitsync.demo.account;

import dev.gitsync.access.WikiUser;
import dev.gitsync.model.Person;

/**
 * An account.
 *
 * @param name the name for signing in, which the wiki also records for every edit
 * @param person the name and e-mail address in history
 * @param role the general rights
 * @param password the hash of the password, as {@link PasswordHash} writes it
 */
public record Account(String name, Person person, Role role, String password) {
    /** Whether this account may create spaces and operate them. */
    public boolean isAdmin() {
        return role == Role.ADMIN;
    }

    /** The user as gitsync knows it. */
    public WikiUser user() {
        return new WikiUser(name, person);
    }

    @Override
    public String toString() {
        return "Account[" + name + ", " + role + "]";
    }

    /** The general rights of an account. */
    public enum Role {
        /** Reads and writes every space, and creates and operates spaces. */
        ADMIN,
        /** Reads and writes every space that is not restricted. */
        WRITER,
        /** Reads every space that is not restricted. */
        READER
    }
}
