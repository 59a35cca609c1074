package dev.gitsync.settings;

import dev.gitsync.error.InvalidInputException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads settings from texts by the names of environment variables. */
final class SettingsReader {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsReader.class);
    private static final String PREFIX = "GIT_SYNC_";

    private final Map<String, String> variables;
    private final GitSyncSettings.Builder settings = GitSyncSettings.builder();
    private final Schedule.Builder schedule = Schedule.builder();
    /** What to do with each variable, and the name of the setting behind it. */
    private final Map<String, Entry> known = new LinkedHashMap<>();

    private record Entry(String setting, Consumer<String> set) {}

    SettingsReader(Map<String, String> variables) {
        this.variables = variables;
        add("ENABLED", "enabled", SettingsReader::flag, settings::enabled);
        add("HTTP_ENABLED", "httpEnabled", SettingsReader::flag, settings::httpEnabled);
        add("DATA_DIR", "dataDirectory", SettingsReader::path, settings::dataDirectory);
        add("SERVICE_USER_ID", "serviceUser", text -> text, settings::serviceUser);
        add("LOCK_TTL_MS", "lockTtl", SettingsReader::millis, settings::lockTtl);
        add("LOCK_WAIT_MS", "lockWait", SettingsReader::millis, settings::lockWait);
        add("LOCK_KEY_PREFIX", "lockKeyPrefix", text -> text, settings::lockKeyPrefix);
        add("POLL_INTERVAL_MS", "schedule.pollInterval", SettingsReader::millis, schedule::pollInterval);
        add("DEBOUNCE_MS", "schedule.debounce", SettingsReader::millis, schedule::debounce);
        add("LONGEST_DEBOUNCE_MS", "schedule.longestDebounce", SettingsReader::millis, schedule::longestDebounce);
        add("PARALLELISM", "schedule.parallelism", SettingsReader::integer, schedule::parallelism);
        add("FIRST_BACK_OFF_MS", "schedule.firstBackOff", SettingsReader::millis, schedule::firstBackOff);
        add("LONGEST_BACK_OFF_MS", "schedule.longestBackOff", SettingsReader::millis, schedule::longestBackOff);
        add("CLOSE_WAIT_MS", "schedule.closeWait", SettingsReader::millis, schedule::closeWait);
        add("MAINTENANCE_MS", "schedule.maintenanceInterval", SettingsReader::millis, schedule::maintenanceInterval);
        add("MAX_DELETES_PER_CYCLE", "maxDeletesPerPush", SettingsReader::integer, settings::maxDeletesPerPush);
        add("MAX_DELETED_SHARE", "maxDeletedShare", SettingsReader::fraction, settings::maxDeletedShare);
        add("GUARD_MODE", "guardMode", word(GuardMode.values()), settings::guardMode);
        add("ACCEPTANCE", "acceptance", word(Acceptance.values()), settings::acceptance);
        add("MOVED_TIP", "movedTip", word(MovedTip.values()), settings::movedTip);
        add("PUSH_MERGE_WINDOW_MS", "pushMergeWindow", SettingsReader::millis, settings::pushMergeWindow);
        add("CONFLICT_POLICY", "conflictPolicy", word(ConflictPolicy.values()), settings::conflictPolicy);
        add("COMMIT_WINDOW_MS", "commitWindow", SettingsReader::millis, settings::commitWindow);
        add("MAX_PAGE_BYTES", "maxPageBytes", SettingsReader::integer, settings::maxPageBytes);
        add("MAX_FILE_BYTES", "maxFileBytes", SettingsReader::number, settings::maxFileBytes);
        add("MAX_PACK_BYTES", "maxPackBytes", SettingsReader::number, settings::maxPackBytes);
        add("MAX_FILES_PER_PUSH", "maxFilesPerPush", SettingsReader::integer, settings::maxFilesPerPush);
        add("MAX_COMMITS_PER_PUSH", "maxCommitsPerPush", SettingsReader::integer, settings::maxCommitsPerPush);
        add("MAX_OBJECTS_PER_PUSH", "maxObjectsPerPush", SettingsReader::integer, settings::maxObjectsPerPush);
        add("MAX_TEXT_BYTES", "maxTextBytes", SettingsReader::number, settings::maxTextBytes);
        add("CYCLE_DEADLINE_MS", "cycleDeadline", SettingsReader::millis, settings::cycleDeadline);
        add("CYCLE_STEPS", "cycleSteps", SettingsReader::number, settings::cycleSteps);
        add("MAX_DELTA_DEPTH", "maxDeltaDepth", SettingsReader::integer, settings::maxDeltaDepth);
        add("KEEP_SYMLINKS", "keepSymlinks", SettingsReader::flag, settings::keepSymlinks);
        add("KEEP_SUBMODULES", "keepSubmodules", SettingsReader::flag, settings::keepSubmodules);
    }

    /** The environment variables that stand for these properties. */
    static Map<String, String> variables(Properties properties) {
        Map<String, String> variables = new HashMap<>();
        for (String name : properties.stringPropertyNames()) {
            if (name.startsWith("git-sync.")) {
                String variable = name.replace('-', '_').replace('.', '_').toUpperCase(Locale.ROOT);
                variables.put(variable, properties.getProperty(name));
            }
        }
        return variables;
    }

    /** The names of all variables that there are. */
    Set<String> names() {
        return Collections.unmodifiableSet(known.keySet());
    }

    GitSyncSettings read() {
        known.forEach((name, entry) -> {
            String value = variables.get(name);
            if (value != null && !value.isBlank()) {
                entry.set().accept(value.strip());
            }
        });
        variables.keySet().stream()
                .filter(name -> name.startsWith(PREFIX) && !known.containsKey(name))
                .sorted()
                .forEach(name -> LOG.warn("{} is set, but no setting of gitsync has this name", name));
        try {
            return settings.schedule(schedule.build()).build();
        } catch (InvalidInputException e) {
            throw new InvalidInputException(e.getMessage() + origin(String.valueOf(e.getMessage())));
        }
    }

    /** Which variable the sentence is about, and what it says: the sentence has the value as it was understood. */
    private String origin(String message) {
        return known.entrySet().stream()
                .filter(entry -> variables.containsKey(entry.getKey())
                        && message.startsWith(entry.getValue().setting() + " "))
                .map(entry -> " (set by " + entry.getKey() + "=" + variables.get(entry.getKey()) + ")")
                .findFirst()
                .orElse("");
    }

    private <T> void add(String name, String setting, Function<String, T> read, Consumer<T> set) {
        String variable = PREFIX + name;
        known.put(variable, new Entry(setting, text -> {
            try {
                set.accept(read.apply(text));
            } catch (InvalidPathException e) {
                throw new InvalidInputException(variable + " is '" + text + "', which can't be read", e);
            } catch (InvalidInputException e) {
                throw new InvalidInputException(variable + " is '" + text + "', but must be " + e.getMessage(), e);
            }
        }));
    }

    private static boolean flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes", "on" -> true;
            case "false", "0", "no", "off" -> false;
            default -> throw new InvalidInputException("true or false");
        };
    }

    private static Path path(String text) {
        return Path.of(text);
    }

    private static Duration millis(String text) {
        return Duration.ofMillis(whole(text, "a whole number of milliseconds"));
    }

    private static int integer(String text) {
        long value = whole(text, "a whole number");
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, value));
    }

    private static long number(String text) {
        return whole(text, "a whole number");
    }

    private static long whole(String text, String what) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new InvalidInputException(what);
        }
    }

    private static double fraction(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new InvalidInputException("a number from 0 to 1");
        }
    }

    private static <T extends Enum<T>> Function<String, T> word(T[] values) {
        return text -> Arrays.stream(values)
                .filter(value -> value.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("one of " + Arrays.toString(values)));
    }
}
