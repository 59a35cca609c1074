package dev.gitsync.internal.mirror;

import dev.gitsync.mirror.EnvironmentMirrorSecrets;
import dev.gitsync.mirror.InMemoryMirrorStateStore;
import dev.gitsync.mirror.MirrorDirectory;
import dev.gitsync.mirror.MirrorSecrets;
import dev.gitsync.mirror.MirrorStateStore;
import java.util.Map;

/** The components of mirrors that an embedder supplies. */
public record MirrorParts(MirrorDirectory directory, MirrorStateStore states, MirrorSecrets secrets) {
    /** Returns parts without mirrors. */
    public static MirrorParts none() {
        return new MirrorParts(
                MirrorDirectory.none(), new InMemoryMirrorStateStore(), new EnvironmentMirrorSecrets(Map.of()));
    }

    /** Returns these parts with another directory. */
    public MirrorParts directory(MirrorDirectory other) {
        return new MirrorParts(other, states, secrets);
    }

    /** Returns these parts with another store of states. */
    public MirrorParts states(MirrorStateStore other) {
        return new MirrorParts(directory, other, secrets);
    }

    /** Returns these parts with other secrets. */
    public MirrorParts secrets(MirrorSecrets other) {
        return new MirrorParts(directory, states, other);
    }
}
