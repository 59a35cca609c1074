package dev.gitsync.internal.lfs;

import dev.gitsync.internal.proposal.ProposalException;

/** Checks pointers of Git LFS one after the other. Not safe for use by several threads. */
public interface PointerCheck {
    /** Returns a check that accepts every pointer, for commits that no client pushes and for wikis without Git LFS. */
    static PointerCheck none() {
        return new PointerCheck() {
            @Override
            public void add(String path, LfsPointer pointer, String where) {
                // accepted
            }

            @Override
            public void throwIfAny() {
                // none is refused
            }
        };
    }

    /**
     * Adds a pointer.
     *
     * @param path the path of its file
     * @param where where that is, to be appended to a sentence; may be empty
     * @throws ProposalException if very many pointers are refused
     */
    void add(String path, LfsPointer pointer, String where) throws ProposalException;

    /**
     * Ends the check.
     *
     * @throws ProposalException if a pointer is refused
     */
    void throwIfAny() throws ProposalException;
}
