package dev.gitsync.internal.push;

import dev.gitsync.internal.proposal.ProposalException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The push options that gitsync supports, as given with {@code git push -o}.
 *
 * @param allowedDeletes how many pages, and how many attachments, the pusher allows to be deleted, if given
 * @param isDryRun whether the pusher only wants to see the plan
 * @param isVerbose whether the pusher wants to see more than the first paths of a list
 * @param mistake a sentence about an unknown or invalid option, if there is one
 */
public record PushOptions(OptionalInt allowedDeletes, boolean isDryRun, boolean isVerbose, Optional<String> mistake) {
    static final String ALLOW_DELETES = "gitsync.allow-deletes";
    static final String DRY_RUN = "gitsync.dry-run";
    static final String VERBOSE = "gitsync.verbose";
    private static final int MOST_LISTED = 1_000;
    private static final String PREFIX = "gitsync.";

    /** Reads the options; ignores those of other programs. */
    public static PushOptions read(List<String> options) {
        OptionalInt deletes = OptionalInt.empty();
        boolean dryRun = false;
        boolean verbose = false;
        for (String option : options) {
            if (option.matches(ALLOW_DELETES + "=[0-9]{1,9}")) {
                deletes = OptionalInt.of(Integer.parseInt(option.substring(ALLOW_DELETES.length() + 1)));
            } else if (option.equals(DRY_RUN)) {
                dryRun = true;
            } else if (option.equals(VERBOSE)) {
                verbose = true;
            } else if (option.startsWith(PREFIX)) {
                return new PushOptions(
                        OptionalInt.empty(),
                        false,
                        false,
                        Optional.of(
                                "The push option '" + option.replaceAll("[^ -~]", "?") + "' is not known. Known are: "
                                        + ALLOW_DELETES + "=N, " + DRY_RUN + " and " + VERBOSE));
            }
        }
        return new PushOptions(deletes, dryRun, verbose, Optional.empty());
    }

    /** Returns the lines of a refusal to show to the pusher; the last one counts the rest, and says how to show them. */
    List<String> listed(List<String> lines) {
        return isVerbose
                ? ProposalException.shown(lines, MOST_LISTED, ". No more than " + MOST_LISTED + " are listed")
                : ProposalException.shown(
                        lines,
                        ProposalException.SHOWN,
                        ". To list up to " + MOST_LISTED + " of them: git push -o " + VERBOSE);
    }
}
