package dev.gitsync.internal.proposal;

import java.util.ArrayList;
import java.util.List;

/** The pushed tree contains something that can't be accepted. Not a fault of the system: the message goes to the pusher. */
public final class ProposalException extends Exception {
    private static final long serialVersionUID = 1L;
    /** The default number of lines shown. */
    public static final int SHOWN = 20;

    private static final String ADVICE =
            "Nothing was changed. Correct this in a new commit, or amend it, and push again.";

    private static final String ADVICE_FOR_ANY_COMMIT =
            "Nothing was changed. This must not be in any commit of a push: amend or rebase the commits that"
                    + " have it, and push again.";

    private final transient List<String> problems;
    private final String advice;

    /** Creates an exception with the problems, each a sentence that begins with a path. */
    public ProposalException(List<String> problems) {
        this(problems, ADVICE);
    }

    /** Creates an exception with the problems, and with what to do if that is not to correct the commit. */
    public ProposalException(List<String> problems, String advice) {
        super(problems.size() + " problems in a pushed tree");
        this.problems = List.copyOf(problems);
        this.advice = advice;
    }

    /** Returns an exception for problems that no commit of a push may have, not only the newest. */
    public static ProposalException inAnyCommit(List<String> problems) {
        return new ProposalException(problems, ADVICE_FOR_ANY_COMMIT);
    }

    /** Returns the sentence that says what to do. */
    public String advice() {
        return advice;
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
