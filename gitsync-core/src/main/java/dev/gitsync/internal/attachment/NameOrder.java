package dev.gitsync.internal.attachment;

import dev.gitsync.store.plan.AttachmentName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Orders the files of a push such that a name is free when an attachment gets it. Attachments that would exchange their names exchange
 * their contents instead, because no order is valid for them (see {@link dev.gitsync.store.plan.PlanCheck}).
 */
final class NameOrder {
    private final Map<String, PlacedFile> files = new LinkedHashMap<>();
    /** The path of the file that holds each name which it is about to leave. */
    private final Map<AttachmentName, String> holders = new HashMap<>();

    private NameOrder(Collection<PlacedFile> placed) {
        for (PlacedFile file : placed) {
            files.put(file.file().path(), file);
            AttachmentName before = file.nameBefore();
            if (before != null && file.isArriving()) {
                holders.put(before, file.file().path());
            }
        }
    }

    static List<PlacedFile> order(Collection<PlacedFile> placed) {
        NameOrder order = new NameOrder(placed);
        order.resolveExchanges();
        return new NameOrder(order.files.values()).sorted();
    }

    private @Nullable String holder(String path) {
        PlacedFile file = files.get(path);
        return file != null && file.isArriving() ? holders.get(file.nameAfter()) : null;
    }

    private void resolveExchanges() {
        Set<String> free = new HashSet<>();
        for (String start : List.copyOf(files.keySet())) {
            List<String> walk = new ArrayList<>();
            Set<String> walked = new HashSet<>();
            @Nullable String at = start;
            while (at != null && !free.contains(at) && walked.add(at)) {
                walk.add(at);
                at = holder(at);
            }
            if (at != null && !free.contains(at)) {
                exchange(walk.subList(walk.indexOf(at), walk.size()));
            }
            free.addAll(walk);
        }
    }

    /** Gives each file of a cycle the attachment that has its name. */
    private void exchange(List<String> cycle) {
        List<PlacedFile> placed = cycle.stream()
                .map(path -> Objects.requireNonNull(files.get(path)))
                .toList();
        for (int i = 0; i < placed.size(); i++) {
            PlacedFile holder = placed.get((i + 1) % placed.size());
            files.put(cycle.get(i), new PlacedFile(placed.get(i).file(), holder.known(), false));
        }
    }

    private List<PlacedFile> sorted() {
        List<PlacedFile> sorted = new ArrayList<>();
        Set<String> done = new HashSet<>();
        for (String start : files.keySet()) {
            Deque<PlacedFile> chain = new ArrayDeque<>();
            for (@Nullable String at = start; at != null && done.add(at); at = holder(at)) {
                chain.push(Objects.requireNonNull(files.get(at)));
            }
            sorted.addAll(chain);
        }
        return sorted;
    }
}
