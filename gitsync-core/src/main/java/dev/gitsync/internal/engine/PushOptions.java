package dev.gitsync.internal.engine;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The push options that gitsync knows, as given with {@code git push -o}.
 *
 * @param allowedDeletes how many pages the pusher allows to be deleted, if he said so
 * @param mistake a sentence about an option that gitsync can't read, if there is one
 */
record PushOptions(OptionalInt allowedDeletes, Optional<String> mistake) {
    static final String ALLOW_DELETES = "gitsync.allow-deletes";
    private static final String PREFIX = "gitsync.";

    /** Reads the options; those of others are none of our business. */
    static PushOptions read(List<String> options) {
        OptionalInt deletes = OptionalInt.empty();
        for (String option : options) {
            if (option.matches(ALLOW_DELETES + "=[0-9]{1,9}")) {
                deletes = OptionalInt.of(Integer.parseInt(option.substring(ALLOW_DELETES.length() + 1)));
            } else if (option.startsWith(PREFIX)) {
                return new PushOptions(
                        OptionalInt.empty(),
                        Optional.of("The push option '" + option.replaceAll("[^ -~]", "?")
                                + "' is not known. Known is: " + ALLOW_DELETES + "=N"));
            }
        }
        return new PushOptions(deletes, Optional.empty());
    }
}
