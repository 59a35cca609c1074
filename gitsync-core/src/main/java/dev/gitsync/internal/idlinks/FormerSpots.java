package dev.gitsync.internal.idlinks;

import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.model.PageId;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Records where pages and attachments were before they came, went or moved. Not safe for use by several threads. */
final class FormerSpots implements SpaceIndex.Watcher {
    private final SpaceState state;
    private final Map<PageId, Spot> former = new LinkedHashMap<>();

    FormerSpots(SpaceState state) {
        this.state = state;
    }

    @Override
    public void changing(PageId id) throws IOException {
        if (!former.containsKey(id)) {
            former.put(id, state.spot(id));
        }
    }

    boolean isEmpty() {
        return former.isEmpty();
    }

    /** Returns what was recorded, and forgets it. */
    Map<PageId, Spot> take() {
        Map<PageId, Spot> taken = new LinkedHashMap<>(former);
        former.clear();
        return taken;
    }
}
