package dev.gitsync.settings;

import dev.gitsync.error.InvalidInputException;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads settings from texts, by the names of environment variables or of properties. */
final class SettingsReader {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsReader.class);
    private static final String PREFIX = "GIT_SYNC_";

    private final GitSyncSettings.Builder settings = GitSyncSettings.builder();
    private final Schedule.Builder schedule = Schedule.builder();
    /** By variable. */
    private final Map<String, Setting> known = new LinkedHashMap<>();
    /** By variable: what was set. */
    private final Map<String, Given> given = new HashMap<>();

    /** A setting's name in the builder, and what to do with its text. */
    private record Setting(String name, Consumer<Given> set) {}

    /** A text, and the name that the caller gave it. */
    private record Given(String name, String text) {}

    SettingsReader() {
        add("ENABLED", "enabled", SettingValues::flag, settings::enabled);
        add("HTTP_ENABLED", "httpEnabled", SettingValues::flag, settings::httpEnabled);
        add("DATA_DIR", "dataDirectory", SettingValues::path, settings::dataDirectory);
        add("SERVICE_USER_ID", "serviceUser", text -> text, settings::serviceUser);
        add("LOCK_TTL_MS", "lockTtl", SettingValues::duration, settings::lockTtl);
        add("LOCK_WAIT_MS", "lockWait", SettingValues::duration, settings::lockWait);
        add("LOCK_KEY_PREFIX", "lockKeyPrefix", text -> text, settings::lockKeyPrefix);
        add("POLL_INTERVAL_MS", "schedule.pollInterval", SettingValues::duration, schedule::pollInterval);
        add("DEBOUNCE_MS", "schedule.debounce", SettingValues::duration, schedule::debounce);
        add("LONGEST_DEBOUNCE_MS", "schedule.longestDebounce", SettingValues::duration, schedule::longestDebounce);
        add("PARALLELISM", "schedule.parallelism", SettingValues::integer, schedule::parallelism);
        add("FIRST_BACK_OFF_MS", "schedule.firstBackOff", SettingValues::duration, schedule::firstBackOff);
        add("LONGEST_BACK_OFF_MS", "schedule.longestBackOff", SettingValues::duration, schedule::longestBackOff);
        add("CLOSE_WAIT_MS", "schedule.closeWait", SettingValues::duration, schedule::closeWait);
        add("MAINTENANCE_MS", "schedule.maintenanceInterval", SettingValues::duration, schedule::maintenanceInterval);
        add("MAX_DELETES_PER_CYCLE", "maxDeletesPerPush", SettingValues::integer, settings::maxDeletesPerPush);
        add("MAX_DELETED_SHARE", "maxDeletedShare", SettingValues::fraction, settings::maxDeletedShare);
        add("GUARD_MODE", "guardMode", SettingValues.word(GuardMode.values()), settings::guardMode);
        add("ACCEPTANCE", "acceptance", SettingValues.word(Acceptance.values()), settings::acceptance);
        add("MOVED_TIP", "movedTip", SettingValues.word(MovedTip.values()), settings::movedTip);
        add("PUSH_MERGE_WINDOW_MS", "pushMergeWindow", SettingValues::duration, settings::pushMergeWindow);
        add("CONFLICT_POLICY", "conflictPolicy", SettingValues.word(ConflictPolicy.values()), settings::conflictPolicy);
        add("COMMIT_WINDOW_MS", "commitWindow", SettingValues::duration, settings::commitWindow);
        add("MAX_PAGE_BYTES", "maxPageBytes", SettingValues::smallSize, settings::maxPageBytes);
        add("MAX_FILE_BYTES", "maxFileBytes", SettingValues::size, settings::maxFileBytes);
        add("MAX_PACK_BYTES", "maxPackBytes", SettingValues::size, settings::maxPackBytes);
        add("MAX_FILES_PER_PUSH", "maxFilesPerPush", SettingValues::integer, settings::maxFilesPerPush);
        add("MAX_COMMITS_PER_PUSH", "maxCommitsPerPush", SettingValues::integer, settings::maxCommitsPerPush);
        add("MAX_OBJECTS_PER_PUSH", "maxObjectsPerPush", SettingValues::integer, settings::maxObjectsPerPush);
        add("MAX_TEXT_BYTES", "maxTextBytes", SettingValues::size, settings::maxTextBytes);
        add("CYCLE_DEADLINE_MS", "cycleDeadline", SettingValues::duration, settings::cycleDeadline);
        add("CYCLE_STEPS", "cycleSteps", SettingValues::number, settings::cycleSteps);
        add("MAX_DELTA_DEPTH", "maxDeltaDepth", SettingValues::integer, settings::maxDeltaDepth);
        add("KEEP_SYMLINKS", "keepSymlinks", SettingValues::flag, settings::keepSymlinks);
        add("KEEP_SUBMODULES", "keepSubmodules", SettingValues::flag, settings::keepSubmodules);
    }

    /** The names of all variables that there are. */
    Set<String> names() {
        return Collections.unmodifiableSet(known.keySet());
    }

    /** Reads the variables that are settings. Unknown ones are logged: the environment is shared with other programs. */
    GitSyncSettings environment(Map<String, String> variables) {
        variables.forEach((name, text) -> {
            if (known.containsKey(name)) {
                give(name, new Given(name, text));
            } else if (name.startsWith(PREFIX)) {
                LOG.warn("{} is set, but no setting of gitsync has this name", name);
            }
        });
        return read();
    }

    /** Reads the properties that are settings. Unknown ones are refused: what has the prefix is meant for gitsync. */
    GitSyncSettings properties(Properties properties) {
        PropertyNames names = new PropertyNames(known.keySet());
        for (String property : properties.stringPropertyNames()) {
            names.variable(property)
                    .ifPresent(variable -> give(variable, new Given(property, properties.getProperty(property))));
        }
        return read();
    }

    private void give(String variable, Given value) {
        if (value.text().isBlank()) {
            return;
        }
        Given other = given.put(variable, value);
        if (other != null) {
            throw new InvalidInputException(
                    other.name() + " and " + value.name() + " are the same setting. Remove one of them.");
        }
    }

    private GitSyncSettings read() {
        known.forEach((variable, setting) -> {
            Given value = given.get(variable);
            if (value != null) {
                setting.set().accept(value);
            }
        });
        try {
            return settings.schedule(schedule.build()).build();
        } catch (InvalidInputException e) {
            throw new InvalidInputException(e.getMessage() + origin(String.valueOf(e.getMessage())), e);
        }
    }

    /** Where the setting that the sentence is about was set: the sentence has the value as it was understood. */
    private String origin(String message) {
        return known.entrySet().stream()
                .filter(entry -> message.startsWith(entry.getValue().name() + " "))
                .map(entry -> given.get(entry.getKey()))
                .filter(Objects::nonNull)
                .map(value -> " (set by " + value.name() + "=" + value.text().strip() + ")")
                .findFirst()
                .orElse("");
    }

    private <T> void add(String name, String setting, Function<String, T> read, Consumer<T> set) {
        known.put(PREFIX + name, new Setting(setting, value -> {
            String text = value.text().strip();
            try {
                set.accept(read.apply(text));
            } catch (InvalidInputException e) {
                throw new InvalidInputException(value.name() + " is '" + text + "', but must be " + e.getMessage(), e);
            }
        }));
    }
}
