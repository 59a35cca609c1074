package dev.gitsync.internal.proposal;

import java.util.ArrayList;
import java.util.List;

/** The pushed tree contains something that can't be accepted. Not a fault of the system: the message goes to the pusher. */
public final class ProposalException extends Exception {
    private static final long serialVersionUID = 1L;
    /** The default number of lines shown. */
    public static final int SHOWN = 20;

    private final transient List<String> problems;
    private final Kind kind;

    /** What is wrong with a push. */
    public enum Kind {
        /** The newest commit has something that the wiki can't have. */
        NEWEST_COMMIT("Nothing was changed. Correct this in a new commit, or amend it, and push again."),
        /** A commit has something that no commit may have. */
        ANY_COMMIT("Nothing was changed. This must not be in any commit of a push: amend or rebase the commits that"
                + " have it, and push again."),
        /** The commits are valid, but objects of Git LFS are missing. */
        MISSING_OBJECTS(
                "Nothing was changed. Upload the objects from a clone that has them, with 'git lfs push --all origin', and"
                        + " push again. If a file is not meant for Git LFS, add a line to its text, in every commit that has it.");

        private final String advice;

        Kind(String advice) {
            this.advice = advice;
        }

        /** Returns a sentence for a person with a clone that says what to do. */
        public String advice() {
            return advice;
        }
    }

    /** Creates an exception for problems of the newest commit, each a sentence that begins with a path. */
    public ProposalException(List<String> problems) {
        this(Kind.NEWEST_COMMIT, problems);
    }

    private ProposalException(Kind kind, List<String> problems) {
        super(problems.size() + " problems in a pushed tree");
        this.problems = List.copyOf(problems);
        this.kind = kind;
    }

    /** Returns an exception for problems that no commit of a push may have, not only the newest. */
    public static ProposalException inAnyCommit(List<String> problems) {
        return new ProposalException(Kind.ANY_COMMIT, problems);
    }

    /** Returns an exception for pointers of Git LFS whose objects are missing. */
    public static ProposalException missingObjects(List<String> problems) {
        return new ProposalException(Kind.MISSING_OBJECTS, problems);
    }

    /** Returns what is wrong. */
    public Kind kind() {
        return kind;
    }

    /** Returns all of the problems, possibly thousands. */
    public List<String> problems() {
        return problems;
    }

    /** Returns the first of the problems, and the number of the others. */
    public List<String> shownProblems() {
        return shown(problems);
    }

    /** Returns the first lines, and a last one that counts the rest. */
    public static List<String> shown(List<String> lines) {
        return shown(lines, SHOWN, "");
    }

    /** Returns the first {@code most} lines, and a last one that counts the rest and ends with {@code hint}. */
    public static List<String> shown(List<String> lines, int most, String hint) {
        if (lines.size() <= most) {
            return lines;
        }
        List<String> shown = new ArrayList<>(lines.subList(0, most));
        shown.add("… and " + (lines.size() - most) + " more" + hint);
        return List.copyOf(shown);
    }
}
