package dev.gitsync.servlet.internal.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON object from a request. A field that is null counts as missing. A field that the server does not read may have any type.
 *
 * @param fields the fields, with values as {@link JsonReader} creates them
 */
public record JsonObject(Map<String, Object> fields) {
    /** @throws InvalidFieldException if the field is not a string */
    public Optional<String> string(String name) throws InvalidFieldException {
        return field(name, String.class, "a string");
    }

    /** @throws InvalidFieldException if the field is not an integer of at most 18 digits */
    public Optional<Long> integer(String name) throws InvalidFieldException {
        return field(name, Long.class, "an integer");
    }

    /** @throws InvalidFieldException if the field is not a boolean */
    public Optional<Boolean> flag(String name) throws InvalidFieldException {
        return field(name, Boolean.class, "true or false");
    }

    /** @throws InvalidFieldException if the field is not a list of strings */
    public Optional<List<String>> strings(String name) throws InvalidFieldException {
        return list(name, String.class, "a list of strings");
    }

    /** @throws InvalidFieldException if the field is not a list of objects */
    public Optional<List<JsonObject>> objects(String name) throws InvalidFieldException {
        return list(name, JsonObject.class, "a list of objects");
    }

    private <T> Optional<List<T>> list(String name, Class<T> type, String expected) throws InvalidFieldException {
        Optional<Collection<?>> list = field(name, Collection.class, expected).map(found -> (Collection<?>) found);
        if (list.isEmpty()) {
            return Optional.empty();
        }
        List<T> elements = new ArrayList<>();
        for (Object element : list.get()) {
            elements.add(cast(name, element, new Expected<>(type, expected)));
        }
        return Optional.of(elements);
    }

    private <T> Optional<T> field(String name, Class<T> type, String expected) throws InvalidFieldException {
        Object value = fields.get(name);
        return value == null || value.equals(Optional.empty())
                ? Optional.empty()
                : Optional.of(cast(name, value, new Expected<>(type, expected)));
    }

    private static <T> T cast(String name, Object value, Expected<T> expected) throws InvalidFieldException {
        if (!expected.type().isInstance(value)) {
            throw new InvalidFieldException("The field " + name + " must be " + expected.words() + ".");
        }
        return expected.type().cast(value);
    }

    private record Expected<T>(Class<T> type, String words) {}

    /** A field has a value that it can't have. The message is a sentence for the client. */
    public static final class InvalidFieldException extends Exception {
        private static final long serialVersionUID = 1L;

        /** Creates the exception. */
        public InvalidFieldException(String message) {
            super(message);
        }
    }
}
