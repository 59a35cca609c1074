package dev.gitsync.internal.pages;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts the pages whose file is in their folder, by the name of the file. Not safe for use by several threads. */
public final class FormCounts {
    private final SortedMap<String, Long> counts = new TreeMap<>();

    /** Adds the counts that {@link #fields} returned. */
    public void add(List<String> fields) {
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            counts.put(fields.get(i), Long.parseLong(fields.get(i + 1)));
        }
    }

    /** Returns names and counts, for {@link #add}. */
    public List<String> fields() {
        List<String> fields = new ArrayList<>();
        counts.forEach((name, count) -> fields.addAll(List.of(name, Long.toString(count))));
        return fields;
    }

    /** Counts a page of this form {@code more} times, or less often if that is negative. */
    public void count(PageForm form, long more) {
        if (form.isInner()) {
            counts.merge(form.name(), more, (count, change) -> count + change == 0 ? null : count + change);
        }
    }

    /** Returns the names of the files. */
    public Set<String> names() {
        return Collections.unmodifiableSet(counts.keySet());
    }

    /** Returns the form of most pages; empty if there are none. */
    public Optional<PageForm> most() {
        return counts.entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(most -> PageForm.inner(most.getKey()));
    }
}
