package dev.gitsync.internal.proposal;

import java.util.ArrayList;
import java.util.List;

/** The pushed tree holds what can't be taken. Not a fault of the system: it is told to the person who pushed. */
public final class ProposalException extends Exception {
    private static final long serialVersionUID = 1L;
    /** So many lines are shown, if nobody asks for more. */
    public static final int SHOWN = 20;

    private final transient List<String> problems;

    /** Names the problems, each a sentence that begins with a path. */
    public ProposalException(List<String> problems) {
        super(problems.size() + " problems in a pushed tree");
        this.problems = List.copyOf(problems);
    }

    /** All of the problems, which may be thousands. */
    public List<String> problems() {
        return problems;
    }

    /** The first of the problems, and how many more there are. */
    public List<String> shownProblems() {
        return shown(problems);
    }

    /** The first lines, and a last one that counts the rest. */
    public static List<String> shown(List<String> lines) {
        return shown(lines, SHOWN, "");
    }

    /** The first {@code most} lines, and a last one that counts the rest and ends with {@code hint}. */
    public static List<String> shown(List<String> lines, int most, String hint) {
        if (lines.size() <= most) {
            return lines;
        }
        List<String> shown = new ArrayList<>(lines.subList(0, most));
        shown.add("… and " + (lines.size() - most) + " more" + hint);
        return List.copyOf(shown);
    }
}
