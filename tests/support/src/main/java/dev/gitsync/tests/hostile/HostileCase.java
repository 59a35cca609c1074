package dev.gitsync.tests.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.tests.http.RawHttp;
import org.junit.jupiter.api.DynamicTest;

/** A request, and the status and a part of the body that the server must answer. */
record HostileCase(String name, RawHttp request, int status, String body) {
    DynamicTest test() {
        return DynamicTest.dynamicTest(name, () -> {
            RawHttp.Response response = request.sendAndNoMore();
            assertThat(response.status() + " " + response.body())
                    .startsWith(status + " ")
                    .contains(body)
                    .doesNotContain("Exception", "\tat ", "org.eclipse");
        });
    }

    /** Returns the beginning of {@code text}, without control characters, for the name of a case. */
    static String shown(String text) {
        String cut = text.length() > 60 ? text.substring(0, 60) + "…" : text;
        return cut.replaceAll("[\\p{C}]", "?");
    }
}
