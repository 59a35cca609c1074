package dev.gitsync.internal.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.settings.GitSyncSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Row C11: limits the number of pages that one push may delete. */
class DeleteGuardTest {
    @ParameterizedTest
    @CsvSource({
        "50, 0.5, 0, 10",
        "50, 0.5, 20, 10",
        "50, 0.5, 21, 10",
        "50, 0.5, 22, 11",
        "50, 0.5, 99, 49",
        "50, 0.5, 100, 50",
        "50, 0.5, 1000, 50",
        "50, 0, 1000, 10",
        "50, 1, 40, 40",
        "5, 0.5, 1000, 5",
        "0, 1, 1000, 0",
        "2147483647, 1, 9000000000, 2147483647"
    })
    void allowsTheCapOrTheShareWhicheverIsLess(int cap, double share, long pages, int allowed) {
        assertThat(new DeleteGuard(cap, share).allowed(pages)).isEqualTo(allowed);
    }

    @Test
    void takesBothLimitsFromTheSettings() {
        GitSyncSettings settings = GitSyncSettings.builder()
                .deletes(deletes -> deletes.maxPages(33).maxShare(0.25))
                .build();
        assertThat(DeleteGuard.of(settings.deletes())).isEqualTo(new DeleteGuard(33, 0.25));
    }
}
