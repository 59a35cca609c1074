package dev.gitsync.internal.lfs;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One attribute in a line of a {@code .gitattributes} file.
 *
 * @param name the name of the attribute
 * @param isSet whether the line sets it without a value, which expands a macro of this name
 * @param value the value; empty for {@code name}, {@code -name} and {@code !name}
 */
record AttributeAssignment(String name, boolean isSet, String value) {
    private static final Pattern FORMAT = Pattern.compile("([-!]?)([A-Za-z0-9_.][A-Za-z0-9_.-]*+)(?:(=)(.*+))?+");

    /** Parses a token of a line; empty if its name is invalid, in which case git ignores the line. */
    static Optional<AttributeAssignment> parse(String token) {
        Matcher matcher = FORMAT.matcher(token);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        boolean isNegated = !matcher.group(1).isEmpty();
        boolean hasValue = matcher.group(3) != null && !isNegated;
        return Optional.of(
                new AttributeAssignment(matcher.group(2), !isNegated && !hasValue, hasValue ? matcher.group(4) : ""));
    }
}
