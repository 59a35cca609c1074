package dev.gitsync.internal.engine;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The push options that gitsync knows, as given with {@code git push -o}.
 *
 * @param allowedDeletes how many pages the pusher allows to be deleted, if he said so
 * @param isDryRun whether the pusher only wants to know what would happen
 * @param mistake a sentence about an option that gitsync can't read, if there is one
 */
record PushOptions(OptionalInt allowedDeletes, boolean isDryRun, Optional<String> mistake) {
    static final String ALLOW_DELETES = "gitsync.allow-deletes";
    static final String DRY_RUN = "gitsync.dry-run";
    private static final String PREFIX = "gitsync.";

    /** Reads the options; those of others are none of our business. */
    static PushOptions read(List<String> options) {
        OptionalInt deletes = OptionalInt.empty();
        boolean dryRun = false;
        for (String option : options) {
            if (option.matches(ALLOW_DELETES + "=[0-9]{1,9}")) {
                deletes = OptionalInt.of(Integer.parseInt(option.substring(ALLOW_DELETES.length() + 1)));
            } else if (option.equals(DRY_RUN)) {
                dryRun = true;
            } else if (option.startsWith(PREFIX)) {
                return new PushOptions(
                        OptionalInt.empty(),
                        false,
                        Optional.of("The push option '" + option.replaceAll("[^ -~]", "?")
                                + "' is not known. Known are: " + ALLOW_DELETES + "=N and " + DRY_RUN));
            }
        }
        return new PushOptions(deletes, dryRun, Optional.empty());
    }
}
