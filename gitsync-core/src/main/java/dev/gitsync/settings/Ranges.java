package dev.gitsync.settings;

import dev.gitsync.error.InvalidInputException;

/** The one sentence for a setting whose value is out of its range. */
public final class Ranges {
    private Ranges() {}

    /**
     * Checks a setting.
     *
     * @throws InvalidInputException when {@code value} is less than {@code least} or greater than {@code most}
     */
    public static <T extends Comparable<T>> void require(String setting, T value, T least, T most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new InvalidInputException(setting + " is " + value + ", but must be from " + least + " to " + most);
        }
    }
}
