package dev.gitsync.settings;

import dev.gitsync.mirror.AddressRange;
import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.RemoteCredentials;
import dev.gitsync.settings.descriptor.Setting;
import dev.gitsync.settings.descriptor.SettingValues;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The settings of mirrors. Immutable. */
public final class MirrorSettings {
    private static final Setting<String> TEMPLATE = Setting.text("mirror.template")
            .variable("GIT_SYNC_REMOTE_TEMPLATE")
            .meaning("URL of a remote for every space, with `{spaceId}` in its path; none by default");
    private static final Setting<String> CREDENTIALS = Setting.text("mirror.credentials")
            .variable("GIT_SYNC_REMOTE_CREDENTIALS")
            .meaning("reference to the credentials of these remotes, such as `env:WIKI_REMOTE`");
    private static final Setting<Mirror.Direction> DIRECTION = Setting.choice(
                    "mirror.direction", Mirror.Direction.class)
            .variable("GIT_SYNC_REMOTE_DIRECTION")
            .standard(Mirror.Direction.BOTH)
            .meaning("direction in which these mirrors work");
    private static final Setting<Duration> POLL_INTERVAL = Setting.duration("mirror.pollInterval")
            .variable("GIT_SYNC_REMOTE_POLL_INTERVAL_MS")
            .standard(Duration.ofMinutes(5))
            .range(Duration.ofSeconds(1), Duration.ofDays(1))
            .meaning("how often these remotes are asked for new commits");
    private static final Setting<String> ALLOWED_ADDRESSES = Setting.text("mirror.allowedAddresses")
            .variable("GIT_SYNC_MIRROR_ALLOWED_ADDRESSES")
            .rule("list of networks", "must be a list such as 10.1.0.0/16, 127.0.0.1", AddressRange::isList)
            .meaning("private, loopback and link-local addresses that mirrors may connect to; none by default");
    private static final Setting<Duration> CONNECT_TIMEOUT = Setting.duration("mirror.connectTimeout")
            .variable("GIT_SYNC_MIRROR_CONNECT_TIMEOUT_MS")
            .standard(Duration.ofSeconds(10))
            .range(Duration.ofMillis(1), Duration.ofMinutes(5))
            .meaning("how long a connection to a remote may take to be established");
    private static final Setting<Duration> IDLE_TIMEOUT = Setting.duration("mirror.idleTimeout")
            .variable("GIT_SYNC_MIRROR_IDLE_TIMEOUT_MS")
            .standard(Duration.ofMinutes(1))
            .range(Duration.ofMillis(1), Duration.ofHours(1))
            .meaning("how long a remote may send nothing");
    private static final Setting<Duration> DEADLINE = Setting.duration("mirror.deadline")
            .variable("GIT_SYNC_MIRROR_DEADLINE_MS")
            .standard(Duration.ofMinutes(30))
            .range(Duration.ofSeconds(1), Duration.ofDays(1))
            .meaning("how long one run of a mirror may take");

    private final SettingValues values;

    MirrorSettings(SettingValues values) {
        this.values = values;
    }

    /** The settings of this group, in the order of the table in {@code docs/operations.md}. */
    static List<Setting<?>> descriptors() {
        return List.of(
                TEMPLATE,
                CREDENTIALS,
                DIRECTION,
                POLL_INTERVAL,
                ALLOWED_ADDRESSES,
                CONNECT_TIMEOUT,
                IDLE_TIMEOUT,
                DEADLINE);
    }

    /**
     * Returns the URL template for a {@link dev.gitsync.mirror.TemplateMirrorDirectory}, for the embedder that builds one; empty if
     * the operator set none.
     */
    public Optional<String> template() {
        return values.find(TEMPLATE);
    }

    /** Returns the options of the mirrors that {@link #template()} describes. */
    public Mirror.Options templateOptions() {
        Mirror.Options options =
                Mirror.Options.defaults().direction(values.get(DIRECTION)).pollInterval(values.get(POLL_INTERVAL));
        return values.find(CREDENTIALS).map(options::credentials).orElse(options);
    }

    /** Returns the private, loopback and link-local addresses that mirrors may connect to. */
    public List<AddressRange> allowedAddresses() {
        return values.find(ALLOWED_ADDRESSES).map(AddressRange::list).orElse(List.of());
    }

    /** Returns how long a connection to a remote may take to be established. */
    public Duration connectTimeout() {
        return values.get(CONNECT_TIMEOUT);
    }

    /** Returns how long a remote may send nothing before the run ends as {@code UNREACHABLE}. */
    public Duration idleTimeout() {
        return values.get(IDLE_TIMEOUT);
    }

    /** Returns how long one run of a mirror may take. */
    public Duration deadline() {
        return values.get(DEADLINE);
    }

    /** Collects the settings of mirrors. Not safe for use by several threads. */
    public static final class Builder {
        private final SettingValues.Builder values;

        Builder(SettingValues.Builder values) {
            this.values = values;
        }

        /** Sets {@link MirrorSettings#template()}. */
        public Builder template(String url) {
            values.set(TEMPLATE, url);
            return this;
        }

        /** Sets the reference to {@link RemoteCredentials} in {@link MirrorSettings#templateOptions()}. */
        public Builder credentials(String reference) {
            values.set(CREDENTIALS, reference);
            return this;
        }

        /** Sets the direction in {@link MirrorSettings#templateOptions()}. */
        public Builder direction(Mirror.Direction direction) {
            values.set(DIRECTION, direction);
            return this;
        }

        /** Sets the poll interval in {@link MirrorSettings#templateOptions()}. */
        public Builder pollInterval(Duration interval) {
            values.set(POLL_INTERVAL, interval);
            return this;
        }

        /** Sets {@link MirrorSettings#allowedAddresses()}: networks or addresses, separated by commas. */
        public Builder allowedAddresses(String networks) {
            values.set(ALLOWED_ADDRESSES, networks);
            return this;
        }

        /** Sets {@link MirrorSettings#connectTimeout()}. */
        public Builder connectTimeout(Duration timeout) {
            values.set(CONNECT_TIMEOUT, timeout);
            return this;
        }

        /** Sets {@link MirrorSettings#idleTimeout()}. */
        public Builder idleTimeout(Duration timeout) {
            values.set(IDLE_TIMEOUT, timeout);
            return this;
        }

        /** Sets {@link MirrorSettings#deadline()}. */
        public Builder deadline(Duration limit) {
            values.set(DEADLINE, limit);
            return this;
        }
    }
}
