package dev.gitsync.settings;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.lock.LeaseSettings;
import dev.gitsync.settings.MergePolicy.ConflictPolicy;
import dev.gitsync.settings.descriptor.Setting;
import dev.gitsync.settings.descriptor.SettingValues;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator's settings, in groups. A setting without a value has its default; {@code docs/operations.md} lists all defaults
 * and ranges. Immutable; {@link Builder#build()} checks every value.
 *
 * <pre>{@code
 * GitSyncSettings.builder()
 *         .serviceUser("wiki-bot")
 *         .push(push -> push.maxFiles(1_000).maxPackBytes(64 << 20))
 *         .deletes(deletes -> deletes.maxPages(20))
 *         .build();
 * }</pre>
 *
 * <p>{@link dev.gitsync.lock.LeaseSettings} has the settings of leases that several processes share.
 *
 * <p>More than 300 lines: two short methods, with their javadoc, for each group of settings.
 */
public final class GitSyncSettings {
    private static final Logger LOG = LoggerFactory.getLogger(GitSyncSettings.class);

    private static final Setting<Boolean> ENABLED = Setting.flag("enabled")
            .variable("GIT_SYNC_ENABLED")
            .standard(true)
            .meaning("master switch; while it is off, no space takes part and every push is refused");
    private static final Setting<Boolean> HTTP_ENABLED = Setting.flag("httpEnabled")
            .variable("GIT_SYNC_HTTP_ENABLED")
            .defaultText("as `GIT_SYNC_ENABLED`")
            .meaning("whether spaces are served over HTTP; never while the master switch is off");
    private static final Setting<Path> DATA_DIRECTORY = Setting.path("dataDirectory")
            .variable("GIT_SYNC_DATA_DIR")
            .meaning("folder of repositories on disk, for the embedder that builds a `FileRepositoryStore`");
    private static final Setting<String> SERVICE_USER = Setting.text("serviceUser")
            .variable("GIT_SYNC_SERVICE_USER_ID")
            .standard("gitsync")
            .rule("not blank", "must name a user of the wiki", user -> !user.isBlank())
            .meaning("id of the wiki user who is responsible for changes that came without a push");
    private static final Setting<Acceptance> ACCEPTANCE = Setting.choice("acceptance", Acceptance.class)
            .variable("GIT_SYNC_ACCEPTANCE")
            .standard(Acceptance.TRANSACTIONAL)
            .meaning("whether `ok` to a push means that its pages are committed, or that its commits are durable");
    private static final Setting<Duration> COMMIT_WINDOW = Setting.duration("commitWindow")
            .variable("GIT_SYNC_COMMIT_WINDOW_MS")
            .standard(Duration.ZERO)
            .range(Duration.ZERO, Duration.ofDays(1))
            .meaning("edits of one author within this time of the first become one commit; 0 for one commit each");

    /** All settings, in the order of the table in {@code docs/operations.md}, which a test compares with this list. */
    private static final List<Setting<?>> DESCRIPTORS = Stream.of(
                    List.<Setting<?>>of(ENABLED, HTTP_ENABLED, DATA_DIRECTORY, SERVICE_USER, ACCEPTANCE, COMMIT_WINDOW),
                    Schedule.descriptors(),
                    CycleLimits.descriptors(),
                    PageSettings.descriptors(),
                    LeaseSettings.descriptors(),
                    DeletePolicy.descriptors(),
                    MergePolicy.descriptors(),
                    PushLimits.descriptors(),
                    AttachmentLimits.descriptors(),
                    MirrorSettings.descriptors())
            .<Setting<?>>flatMap(List::stream)
            .toList();

    private final SettingValues values;

    private GitSyncSettings(SettingValues values) {
        this.values = values;
    }

    /** Returns the defaults. */
    public static GitSyncSettings defaults() {
        return builder().build();
    }

    /** Returns a builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Reads settings from environment variables such as {@code GIT_SYNC_POLL_INTERVAL_MS}. Durations are numbers of
     * milliseconds or have a unit ({@code 15s}, {@code 2m}), sizes are numbers of bytes or have one ({@code 64MiB}). Blank
     * values count as not set. A variable that begins with {@code GIT_SYNC_} but is not a setting is logged, with the most
     * similar name of a setting.
     *
     * @param environment usually {@code System.getenv()}
     * @throws InvalidInputException when a value is invalid, including values of {@link dev.gitsync.lock.LeaseSettings}; the
     *     message names the variable, the value and the range
     */
    public static GitSyncSettings fromEnvironment(Map<String, String> environment) {
        SettingValues.Reader reader = new SettingValues.Reader(DESCRIPTORS);
        reader.unknown(environment).forEach(LOG::warn);
        return new GitSyncSettings(reader.environment(environment));
    }

    /**
     * Reads settings from properties such as {@code git-sync.poll-interval-ms}: the names of the environment variables in lower
     * case, with hyphens in place of underscores and {@code git-sync.} at the beginning. Case and separators are ignored:
     * {@code git-sync.pollIntervalMs} is the same setting.
     *
     * @throws InvalidInputException as {@link #fromEnvironment}, with the name of the property as given; also when a property
     *     begins with {@code git-sync.} but is not a setting, or when two names set the same setting
     */
    public static GitSyncSettings fromProperties(Properties properties) {
        return fromProperties(properties, Map.of());
    }

    /**
     * Reads settings from properties, and from the environment variables of those settings that no property sets.
     *
     * @param environment usually {@code System.getenv()}
     * @throws InvalidInputException as {@link #fromEnvironment} and {@link #fromProperties(Properties)}; an unknown variable is
     *     only logged
     */
    public static GitSyncSettings fromProperties(Properties properties, Map<String, String> environment) {
        SettingValues.Reader reader = new SettingValues.Reader(DESCRIPTORS);
        reader.unknown(properties).stream().findFirst().ifPresent(unknown -> {
            throw new InvalidInputException(unknown);
        });
        reader.unknown(environment).forEach(LOG::warn);
        return new GitSyncSettings(reader.propertiesOver(environment, properties));
    }

    /** Returns descriptors of all settings, including those of {@link dev.gitsync.lock.LeaseSettings}. */
    public static List<Setting<?>> descriptors() {
        return DESCRIPTORS;
    }

    /**
     * Returns the master switch. While it is off, git sync is disabled for all spaces: nothing is pulled, and every push is
     * refused.
     */
    public boolean enabled() {
        return values.get(ENABLED);
    }

    /** Returns whether spaces are served over HTTP. Defaults to the master switch; always false while that is off. */
    public boolean httpEnabled() {
        return enabled() && values.find(HTTP_ENABLED).orElse(true);
    }

    /** Returns the folder of repositories on disk, for the embedder that builds a {@code FileRepositoryStore}. */
    public Optional<Path> dataDirectory() {
        return values.find(DATA_DIRECTORY);
    }

    /** Returns the wiki's id of the user responsible for changes that came into the repository without a push. */
    public String serviceUser() {
        return values.get(SERVICE_USER);
    }

    /** Returns at which point a push is accepted. */
    public Acceptance acceptance() {
        return values.get(ACCEPTANCE);
    }

    /**
     * Returns how long after the first edit of a commit further edits by the same author join that commit; zero for one
     * commit per edit.
     */
    public Duration commitWindow() {
        return values.get(COMMIT_WINDOW);
    }

    /** Returns when the spaces are synced. */
    public Schedule schedule() {
        return new Schedule(values);
    }

    /** Returns how much one cycle may do, and how long a request waits for it. */
    public CycleLimits cycle() {
        return new CycleLimits(values);
    }

    /** Returns how spaces keep their pages as files. */
    public PageSettings pages() {
        return new PageSettings(values);
    }

    /** Returns what one push may contain. */
    public PushLimits push() {
        return new PushLimits(values);
    }

    /** Returns how large attachments may be, for the embedder that builds their store. */
    public AttachmentLimits attachments() {
        return new AttachmentLimits(values);
    }

    /** Returns how many pages a push may delete. */
    public DeletePolicy deletes() {
        return new DeletePolicy(values);
    }

    /** Returns how changes in git and changes in the wiki are merged. */
    public MergePolicy merge() {
        return new MergePolicy(values);
    }

    /** Returns the settings of mirrors. */
    public MirrorSettings mirror() {
        return new MirrorSettings(values);
    }

    /** Collects settings. Not safe for use by several threads. */
    public static final class Builder {
        private final SettingValues.Builder values = SettingValues.builder();

        private Builder() {}

        /** Sets {@link GitSyncSettings#enabled()}. */
        public Builder enabled(boolean on) {
            values.set(ENABLED, on);
            return this;
        }

        /** Sets {@link GitSyncSettings#httpEnabled()}. */
        public Builder httpEnabled(boolean on) {
            values.set(HTTP_ENABLED, on);
            return this;
        }

        /** Sets {@link GitSyncSettings#dataDirectory()}. */
        public Builder dataDirectory(Path directory) {
            values.set(DATA_DIRECTORY, directory);
            return this;
        }

        /** Sets {@link GitSyncSettings#serviceUser()}. */
        public Builder serviceUser(String user) {
            values.set(SERVICE_USER, user);
            return this;
        }

        /** Sets {@link GitSyncSettings#acceptance()}. */
        public Builder acceptance(Acceptance when) {
            values.set(ACCEPTANCE, when);
            return this;
        }

        /** Sets {@link GitSyncSettings#commitWindow()}. */
        public Builder commitWindow(Duration window) {
            values.set(COMMIT_WINDOW, window);
            return this;
        }

        /** Sets parts of {@link GitSyncSettings#schedule()}: {@code schedule(s -> s.pollInterval(interval))}. */
        public Builder schedule(Consumer<Schedule.Builder> parts) {
            parts.accept(new Schedule.Builder(values));
            return this;
        }

        /** Sets parts of {@link GitSyncSettings#cycle()}: {@code cycle(c -> c.lockWait(wait))}. */
        public Builder cycle(Consumer<CycleLimits.Builder> parts) {
            parts.accept(new CycleLimits.Builder(values));
            return this;
        }

        /** Sets parts of {@link GitSyncSettings#pages()}: {@code pages(p -> p.folderPages("README.md, index.md"))}. */
        public Builder pages(Consumer<PageSettings.Builder> parts) {
            parts.accept(new PageSettings.Builder(values));
            return this;
        }

        /** Sets parts of {@link GitSyncSettings#push()}: {@code push(p -> p.maxFiles(1_000))}. */
        public Builder push(Consumer<PushLimits.Builder> parts) {
            parts.accept(new PushLimits.Builder(values));
            return this;
        }

        /** Sets parts of {@link GitSyncSettings#attachments()}: {@code attachments(a -> a.quotaBytes(10L << 30))}. */
        public Builder attachments(Consumer<AttachmentLimits.Builder> parts) {
            parts.accept(new AttachmentLimits.Builder(values));
            return this;
        }

        /** Sets parts of {@link GitSyncSettings#deletes()}: {@code deletes(d -> d.maxPages(20))}. */
        public Builder deletes(Consumer<DeletePolicy.Builder> parts) {
            parts.accept(new DeletePolicy.Builder(values));
            return this;
        }

        /** Sets parts of {@link GitSyncSettings#merge()}: {@code merge(m -> m.movedTip(MovedTip.REFUSE))}. */
        public Builder merge(Consumer<MergePolicy.Builder> parts) {
            parts.accept(new MergePolicy.Builder(values));
            return this;
        }

        /** Sets parts of {@link GitSyncSettings#mirror()}: {@code mirror(m -> m.deadline(limit))}. */
        public Builder mirror(Consumer<MirrorSettings.Builder> parts) {
            parts.accept(new MirrorSettings.Builder(values));
            return this;
        }

        /**
         * Returns the settings.
         *
         * @throws InvalidInputException when a value is out of its range; the message names it
         */
        public GitSyncSettings build() {
            return new GitSyncSettings(values.build(DESCRIPTORS));
        }
    }

    /** The point at which a push is answered with {@code ok}. */
    public enum Acceptance {
        /** Once its pages are committed in the wiki. */
        TRANSACTIONAL,
        /**
         * Once its commits are durable on {@code main}; the next cycle writes the pages, and the message to the client says so.
         * If a user edits the same page in the wiki in between, {@link ConflictPolicy} decides, since the client has
         * disconnected.
         */
        DURABLE
    }
}
