package dev.gitsync.internal.mirror.cycle;

import dev.gitsync.internal.engine.SpaceEngine;
import dev.gitsync.internal.mirror.RemoteConnector;
import dev.gitsync.internal.state.EngineParts;
import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.MirrorReport;
import dev.gitsync.mirror.MirrorReport.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Runs a mirror once. */
final class MirrorCycle {
    private final EngineParts parts;
    private final SpaceEngine engine;
    private final RemoteConnector connector;

    MirrorCycle(EngineParts parts, SpaceEngine engine, RemoteConnector connector) {
        this.parts = parts;
        this.engine = engine;
        this.connector = connector;
    }

    MirrorReport run(Mirror mirror) {
        throw new UnsupportedOperationException("" + parts + engine + connector + mirror + Outcome.FAILED
                + Instant.now() + List.of() + Optional.empty());
    }
}
