package dev.gitsync.jdbi.mirror;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.error.OperatorNeededException;
import dev.gitsync.jdbi.internal.sql.Database;
import dev.gitsync.jdbi.mirror.SecretTable.Kind;
import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.MirrorDirectory;
import dev.gitsync.mirror.MirrorId;
import dev.gitsync.mirror.MirrorReport;
import dev.gitsync.mirror.MirrorSecrets;
import dev.gitsync.mirror.MirrorState;
import dev.gitsync.mirror.MirrorStateStore;
import dev.gitsync.mirror.RemoteCredentials;
import dev.gitsync.mirror.RemoteUrl;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Mirrors in PostgreSQL: their directory, their states and reports, and their secrets. The scripts in {@code
 * dev/gitsync/jdbi/migration/mirrors} create the tables. The methods that are not of an SPI are for an administration page, which
 * checks itself who may use it.
 *
 * <p>Secrets are encrypted with AES-256-GCM under {@link EncryptionKeys}. The reference {@link #STORED} in {@link
 * Mirror.Options#credentials()} means the credentials that {@link #setCredentials} stored. Any other reference is resolved by the
 * {@link MirrorSecrets} that the constructor takes.
 *
 * <p>As a {@link MirrorStateStore}, it also serves mirrors of another directory. Safe for use by several threads and processes.
 */
public final class JdbiMirrors implements MirrorDirectory, MirrorStateStore, MirrorSecrets {
    /** The reference to credentials in the database. */
    public static final String STORED = "stored";

    private final Database database;
    private final EncryptionKeys keys;
    private final MirrorSecrets others;
    private final MirrorTable mirrors = new MirrorTable();
    private final SecretTable secrets;

    /**
     * Creates an instance that uses the database behind {@code jdbi}; requires no JDBI plugin and changes no JDBI setting.
     *
     * @param keys encrypt the secrets; with {@link EncryptionKeys#none()}, no secrets can be stored
     * @param others resolve references other than {@link #STORED}, such as {@link dev.gitsync.mirror.EnvironmentMirrorSecrets}
     */
    public JdbiMirrors(Jdbi jdbi, EncryptionKeys keys, MirrorSecrets others) {
        this.database = new Database(jdbi);
        this.keys = keys;
        this.others = others;
        this.secrets = new SecretTable(keys);
    }

    @Override
    public Optional<Mirror> find(MirrorId id) {
        return database.read("find mirror " + id, handle -> mirrors.find(handle, id));
    }

    @Override
    public List<Mirror> all() {
        return database.read("list the mirrors", mirrors::all);
    }

    @Override
    public Map<MirrorId, MirrorState> states(Collection<MirrorId> mirrors) {
        return mirrors.isEmpty()
                ? Map.of()
                : database.read("read the states of mirrors", handle -> StateTables.states(handle, mirrors));
    }

    @Override
    public boolean save(MirrorId mirror, MirrorState next) {
        return database.write("save the state of mirror " + mirror, handle -> StateTables.save(handle, mirror, next));
    }

    @Override
    public void add(MirrorReport report) {
        write("store a report of mirror " + report.mirror(), handle -> StateTables.add(handle, report));
    }

    @Override
    public List<MirrorReport> reports(MirrorId mirror, int limit) {
        return database.read(
                "read the reports of mirror " + mirror, handle -> StateTables.reports(handle, mirror, limit));
    }

    /** Removes the state and the reports of a mirror of another directory; {@link #delete} removes a mirror of this one. */
    @Override
    public void remove(MirrorId mirror) {
        write("remove the state of mirror " + mirror, handle -> StateTables.remove(handle, mirror));
    }

    /**
     * {@inheritDoc}
     *
     * @throws OperatorNeededException when the stored credentials can't be decrypted; the message says what to do
     */
    @Override
    public Optional<RemoteCredentials> credentials(Mirror mirror) {
        Optional<String> reference = mirror.options().credentials();
        if (!reference.equals(Optional.of(STORED))) {
            return reference.isEmpty() ? Optional.empty() : others.credentials(mirror);
        }
        return find(mirror.id(), Kind.CREDENTIALS).map(found -> decoded(mirror.id(), found.decrypt()));
    }

    private static RemoteCredentials decoded(MirrorId mirror, byte[] credentials) {
        return CredentialsCodec.decode(credentials)
                .orElseThrow(() -> new OperatorNeededException("The stored credentials of mirror " + mirror
                        + " were written by a newer version of gitsync. Update gitsync, or store them again."));
    }

    /**
     * Returns the secret that {@link #create} or {@link #newWebhookSecret} generated, or that {@link #setWebhookSecret} stored, unless the credentials of the mirror are
     * not {@link #STORED} and their reference also names a webhook secret.
     *
     * @throws OperatorNeededException when the stored secret can't be decrypted; the message says what to do
     */
    @Override
    public Optional<String> webhookSecret(Mirror mirror) {
        // Asked for in any case, so that the time of the answer does not reveal which mirrors exist.
        Optional<SecretTable.Found> stored = find(mirror.id(), Kind.WEBHOOK);
        return mirror.options()
                .credentials()
                .filter(reference -> !reference.equals(STORED))
                .flatMap(reference -> others.webhookSecret(mirror))
                .or(() -> stored.map(found -> new String(found.decrypt(), StandardCharsets.US_ASCII)));
    }

    private Optional<SecretTable.Found> find(MirrorId mirror, Kind kind) {
        return database.read("read a secret of mirror " + mirror, handle -> secrets.find(handle, mirror, kind));
    }

    /**
     * Adds a mirror and, if there is an encryption key, generates the secret of its webhooks.
     *
     * @throws InvalidInputException when the id is taken
     */
    public void create(Mirror mirror) {
        write("add mirror " + mirror.id(), handle -> {
            if (!MirrorTable.insert(handle, mirror)) {
                throw new InvalidInputException("Mirror " + mirror.id()
                        + " can't be added: there is a mirror with this id. Choose another id.");
            }
            StateTables.begin(handle, mirror.id());
            if (!keys.isEmpty()) {
                storeWebhookSecret(handle, mirror.id());
            }
        });
    }

    /**
     * Changes a mirror. If its URL, branch or folder changes, the next run makes first contact again. If the scheme, host or
     * port of its URL changes, its stored credentials are removed, so that only the server that they were entered for ever
     * receives them.
     *
     * @return whether there is a mirror with this id
     */
    public boolean update(Mirror mirror) {
        return change("change mirror " + mirror.id(), mirror.id(), (handle, before) -> {
            MirrorTable.update(handle, mirror);
            if (!remote(before).equals(remote(mirror))) {
                StateTables.forgetRemote(handle, mirror.id());
            }
            if (!server(before.url()).equals(server(mirror.url()))) {
                secrets.deleteCredentials(handle, mirror.id());
            }
        });
    }

    private static List<String> remote(Mirror mirror) {
        return List.of(
                mirror.url().value(),
                mirror.options().branch(),
                mirror.options().folder());
    }

    private static String server(RemoteUrl url) {
        return url.scheme() + "://" + url.host() + ":" + url.port();
    }

    /** Deletes a mirror with its state, its reports and its secrets, and returns whether there was one. The remote stays. */
    public boolean delete(MirrorId id) {
        return database.write("delete mirror " + id, handle -> {
            boolean isFound = MirrorTable.delete(handle, id);
            StateTables.remove(handle, id);
            return isFound;
        });
    }

    /**
     * Stores the credentials to which {@link #STORED} refers, in place of earlier ones.
     *
     * @return whether there is a mirror with this id
     * @throws OperatorNeededException when there is no encryption key
     */
    public boolean setCredentials(MirrorId id, RemoteCredentials credentials) {
        return change(
                "store the credentials of mirror " + id,
                id,
                (handle, mirror) -> secrets.put(handle, id, Kind.CREDENTIALS, CredentialsCodec.encode(credentials)));
    }

    /** Removes the stored credentials of a mirror, and returns whether there is a mirror with this id. */
    public boolean removeCredentials(MirrorId id) {
        return change(
                "remove the credentials of mirror " + id,
                id,
                (handle, mirror) -> secrets.deleteCredentials(handle, id));
    }

    /** Returns whether credentials of the mirror are stored, for a page that must not show them. */
    public boolean hasCredentials(MirrorId id) {
        return find(id, Kind.CREDENTIALS).isPresent();
    }

    /**
     * Generates another secret for the webhooks of a mirror; the old one is invalid at once. {@link #webhookSecret} returns it.
     *
     * @return whether there is a mirror with this id
     * @throws OperatorNeededException when there is no encryption key
     */
    public boolean newWebhookSecret(MirrorId id) {
        return change(
                "replace the webhook secret of mirror " + id, id, (handle, mirror) -> storeWebhookSecret(handle, id));
    }

    /**
     * Stores a secret for the webhooks of a mirror that the provider generated, such as GitLab's signing token.
     *
     * @param secret 16 to 512 visible ASCII characters
     * @return whether there is a mirror with this id
     * @throws InvalidInputException when {@code secret} has another form
     * @throws OperatorNeededException when there is no encryption key
     */
    public boolean setWebhookSecret(MirrorId id, String secret) {
        WebhookSecret.check(secret);
        return change(
                "store the webhook secret of mirror " + id,
                id,
                (handle, mirror) -> secrets.put(handle, id, Kind.WEBHOOK, secret.getBytes(StandardCharsets.US_ASCII)));
    }

    private void storeWebhookSecret(Handle handle, MirrorId id) {
        storeWebhookSecret(handle, id, WebhookSecret.generate());
    }

    private void storeWebhookSecret(Handle handle, MirrorId id, String secret) {
        secrets.put(handle, id, Kind.WEBHOOK, secret.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Encrypts the secrets that an older key encrypts with the current key, so that the older key can be removed.
     *
     * @return how many secrets were encrypted again
     * @throws OperatorNeededException when one of them can't be decrypted; nothing was changed
     */
    public int encryptAgain() {
        return database.write("encrypt the secrets of mirrors again", secrets::encryptAgain);
    }

    /** A change of a mirror that exists. */
    @FunctionalInterface
    private interface Change {
        void apply(Handle handle, Mirror before);
    }

    private boolean change(String doing, MirrorId id, Change change) {
        return database.write(doing, handle -> {
            Optional<Mirror> before = mirrors.findForUpdate(handle, id);
            before.ifPresent(found -> change.apply(handle, found));
            return before.isPresent();
        });
    }

    private void write(String doing, Consumer<Handle> work) {
        database.write(doing, handle -> {
            work.accept(handle);
            return true;
        });
    }

    /** Returns the name of the class and the fingerprints of the keys. */
    @Override
    public String toString() {
        return "JdbiMirrors[" + keys + "]";
    }
}
