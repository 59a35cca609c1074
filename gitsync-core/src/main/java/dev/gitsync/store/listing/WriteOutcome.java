package dev.gitsync.store.listing;

import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/** What became of one write to one page. */
public sealed interface WriteOutcome {
    /** Answers with the function for what this is. */
    default <T> T match(Supplier<T> onDone, Supplier<T> onChanged, Function<Refused, T> onRefused) {
        if (this instanceof Refused refused) {
            return onRefused.apply(refused);
        }
        return this instanceof Done ? onDone.get() : onChanged.get();
    }

    /** The wiki has written it, and the next listing shows it. */
    record Done() implements WriteOutcome {}

    /** Nothing was written: the page is not as it was expected to be. */
    record Changed() implements WriteOutcome {}

    /** Nothing was written: the wiki has a rule against it; {@code reason} is a sentence for the one who pushed. */
    record Refused(String reason) implements WriteOutcome {
        /** Checks that the reason is there. */
        public Refused {
            Objects.requireNonNull(reason, "reason");
        }
    }
}
