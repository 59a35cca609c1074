package dev.gitsync.demo.account;

import dev.gitsync.model.Person;
import dev.gitsync.servlet.identity.WikiUser;

/**
 * Someone who may come in.
 *
 * @param name what is typed at sign-in, and what the wiki records as the one responsible
 * @param person the name and address to show
 * @param role what they may do
 * @param password the hash of the password, as {@link PasswordHash} writes it
 */
public record Account(String name, Person person, Role role, String password) {
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

    /** What an account may do in general. */
    public enum Role {
        /** Sees and writes every space, and makes new ones. */
        ADMIN,
        /** Sees and writes every space that is not restricted. */
        WRITER,
        /** Sees every space that is not restricted. */
        READER
    }
}
