package dev.gitsync.internal.push;

import dev.gitsync.internal.proposal.ProposalException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The push options that gitsync supports, as given with {@code git push -o}.
 *
 * @param allowedDeletes how many pages, and how many attachments, the pusher allows to be deleted, if given
 * @param isDryRun whether the pusher only wants to see the plan
 * @param isVerbose whether the pusher wants to see more than the first paths of a list
 * @param checksLinks whether the pusher wants to see all links of the space that lead nowhere
 * @param mistake a sentence about an unknown or invalid option, if there is one
 */
public record PushOptions(
        OptionalInt allowedDeletes,
        boolean isDryRun,
        boolean isVerbose,
        boolean checksLinks,
        Optional<String> mistake) {
    static final String ALLOW_DELETES = "gitsync.allow-deletes";
    static final String DRY_RUN = "gitsync.dry-run";
    static final String VERBOSE = "gitsync.verbose";
    static final String CHECK_LINKS = "gitsync.check-links";
    private static final int MOST_LISTED = 1_000;
    private static final String PREFIX = "gitsync.";

    /** Reads the options; ignores those of other programs. */
    public static PushOptions read(List<String> options) {
        OptionalInt deletes = OptionalInt.empty();
        boolean dryRun = false;
        boolean verbose = false;
        boolean links = false;
        for (String option : options) {
            if (option.matches(ALLOW_DELETES + "=[0-9]{1,9}")) {
                deletes = OptionalInt.of(Integer.parseInt(option.substring(ALLOW_DELETES.length() + 1)));
            } else if (option.equals(DRY_RUN)) {
                dryRun = true;
            } else if (option.equals(VERBOSE)) {
                verbose = true;
            } else if (option.equals(CHECK_LINKS)) {
                links = true;
            } else if (option.startsWith(PREFIX)) {
                return new PushOptions(
                        OptionalInt.empty(),
                        false,
                        false,
                        false,
                        Optional.of(
                                "The push option '" + option.replaceAll("[^ -~]", "?") + "' is not known. Known are: "
                                        + ALLOW_DELETES + "=N, " + CHECK_LINKS + ", " + DRY_RUN + " and " + VERBOSE));
            }
        }
        return new PushOptions(deletes, dryRun, verbose, links, Optional.empty());
    }

    /** Returns the lines of a refusal to show to the pusher; the last one counts the rest, and says how to show them. */
    List<String> listed(List<String> lines) {
        return listed(lines, lines.size(), ProposalException.SHOWN);
    }

    /**
     * Returns the first lines of a list.
     *
     * @param count the number of lines of the whole list
     * @param most how many are shown, unless the pusher wants to see more
     */
    List<String> listed(List<String> lines, int count, int most) {
        int shown = Math.min(lines.size(), isVerbose ? MOST_LISTED : most);
        List<String> listed = new ArrayList<>(lines.subList(0, shown));
        if (shown < count) {
            listed.add("… and " + (count - shown) + " more"
                    + (isVerbose
                            ? ". No more than " + MOST_LISTED + " are listed"
                            : ". To list up to " + MOST_LISTED + " of them: git push -o " + VERBOSE));
        }
        return List.copyOf(listed);
    }
}
