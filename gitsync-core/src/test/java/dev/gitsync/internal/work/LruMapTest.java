package dev.gitsync.internal.work;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LruMapTest {
    private final LruMap<String, Integer> map = new LruMap<>(2);

    @Test
    void evictsTheLeastRecentlyUsedKey() {
        map.put("a", 1);
        map.put("b", 2);
        assertThat(map.get("a")).contains(1);
        map.put("c", 3);

        assertThat(map.get("b")).isEmpty();
        assertThat(map.get("a")).contains(1);
        assertThat(map.get("c", () -> 4)).isEqualTo(3);
        assertThat(map.get("d", () -> 4)).isEqualTo(4);
        assertThat(map.size()).isEqualTo(2);
    }

    @Test
    void mergesAndForgets() {
        map.merge("a", 5, Math::max);
        map.merge("a", 3, Math::max);
        assertThat(map.put("a", 1)).contains(5);
        map.remove("a");
        assertThat(map.get("a")).isEmpty();
    }
}
