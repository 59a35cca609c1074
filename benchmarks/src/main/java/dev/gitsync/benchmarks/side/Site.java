package dev.gitsync.benchmarks.side;

/** Something that people clone from, fetch from and push to. */
public interface Site extends AutoCloseable {
    /** Whom the clients sign in as, on both sides alike. */
    String USER = "ada";

    /** With which password. */
    String PASSWORD = "secret";

    /** What git clones a space from; user and password are in it. */
    String url(String space);

    /** The same for a user of another name; only our side knows more than one. */
    default String url(String user, String space) {
        return url(space).replace("//" + USER + ":", "//" + user + ":");
    }

    /** What stands before the ratio: the name of the side. */
    String label();

    @Override
    void close();
}
