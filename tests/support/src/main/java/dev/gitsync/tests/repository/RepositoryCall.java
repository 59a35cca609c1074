package dev.gitsync.tests.repository;

/** What can be asked of a {@link dev.gitsync.repository.RepositoryStore} and of the repositories that it opens. */
public enum RepositoryCall {
    /** A repository is opened. */
    OPEN,
    /** An object is read, by itself or by a walk over commits or trees. */
    READ,
    /** The size of an object is asked for. */
    SIZE,
    /** It is asked whether an object is there. */
    HAS,
    /** An object is handed to an inserter. */
    INSERT,
    /** A pack from outside is about to be taken in; what follows is one pack, not single objects. */
    RECEIVE,
    /** An inserter makes durable what it was given. */
    FLUSH,
    /** One or more refs are read. */
    READ_REFS,
    /** A batch of refs, or a single ref, is moved. */
    MOVE_REFS;

    /** Whether the call leaves something behind, so that failing before and after it are two different things. */
    public boolean isWrite() {
        return this == INSERT || this == RECEIVE || this == FLUSH || this == MOVE_REFS;
    }
}
