package dev.gitsync.tests.repository;

/** The calls on a {@link dev.gitsync.repository.RepositoryStore} and on the repositories that it opens. */
public enum RepositoryCall {
    /** A repository is opened. */
    OPEN,
    /** An object is read, by itself or by a walk over commits or trees. */
    READ,
    /** The size of an object is read. */
    SIZE,
    /** The existence of an object is checked. */
    HAS,
    /** An object is inserted. */
    INSERT,
    /** A pack of a client is about to be received; the following calls concern one pack, not single objects. */
    RECEIVE,
    /** An inserter is flushed. */
    FLUSH,
    /** One or more refs are read. */
    READ_REFS,
    /** A batch of refs, or a single ref, is moved. */
    MOVE_REFS;

    /** Returns whether the call changes the storage, so that failures before and after it differ. */
    public boolean isWrite() {
        return this == INSERT || this == RECEIVE || this == FLUSH || this == MOVE_REFS;
    }
}
