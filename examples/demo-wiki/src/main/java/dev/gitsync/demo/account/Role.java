package dev.gitsync.demo.account;

/** What an account may do in general. */
public enum Role {
    /** Sees and writes every space, and makes new ones. */
    ADMIN,
    /** Sees and writes every space that is not restricted. */
    WRITER,
    /** Sees every space that is not restricted. */
    READER
}
