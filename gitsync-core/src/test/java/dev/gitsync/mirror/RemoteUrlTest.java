package dev.gitsync.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.error.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoteUrlTest {
    @ParameterizedTest
    @CsvSource({
        "https://git.example.org/wiki/docs.git, https, git.example.org, 443,",
        "HTTPS://Git.Example.org:8443/wiki, https, Git.Example.org, 8443,",
        "http://10.1.2.3/x, http, 10.1.2.3, 80,",
        "http://10.1.2.3:65535/x, http, 10.1.2.3, 65535,",
        "https://[fd00::1]:444/x.git, https, [fd00::1], 444,",
        "https://git.example.org:/x, https, git.example.org, 443,",
        "ssh://git@git.example.org/wiki/docs.git, ssh, git.example.org, 22, git",
        "ssh://a.b-c_1@git.example.org:2222/~wiki/docs, ssh, git.example.org, 2222, a.b-c_1",
        "ssh://git.example.org/docs, ssh, git.example.org, 22,",
        "https://git.example.org/B%C3%BCro/a%2Fb/..x/.x.git, https, git.example.org, 443,",
        "https://git.example.org/Büro, https, git.example.org, 443,"
    })
    void hasItsParts(String value, String scheme, String host, int port, String user) {
        RemoteUrl url = new RemoteUrl(value);
        assertThat(url.scheme()).isEqualTo(scheme);
        assertThat(url.host()).isEqualTo(host);
        assertThat(url.port()).isEqualTo(port);
        assertThat(url.user()).isEqualTo(user);
        assertThat(url).hasToString(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | must begin with https://, http:// or ssh://",
                "hunter2 | must begin with https://, http:// or ssh://",
                "/hunter2/x | must begin with https://, http:// or ssh://",
                "//hunter2/x | must begin with https://, http:// or ssh://",
                "git://hunter2/x | must begin with https://, http:// or ssh://",
                "file:///hunter2/x | must begin with https://, http:// or ssh://",
                "ext::sh -c hunter2 | is not a valid URL",
                "git@hunter2:wiki.git | is not a valid URL",
                "https://hunter2 .org/x | is not a valid URL",
                "'https://git.example.org/hunter2\t' | is not a valid URL",
                "https://git.example.org/hunter2%zz | is not a valid URL",
                "https://git.example.org/{hunter2} | is not a valid URL",
                "https:hunter2 | must name a host",
                "https:///hunter2 | must name a host",
                "https://hunter2_x/y | must name a host",
                "https://-hunter2/y | must name a host",
                "https://git.example.org | must name a repository after the host",
                "https://git.example.org/ | must name a repository after the host",
                "https://git.example.org/x?token=hunter2 | must not have a query or a fragment",
                "https://git.example.org/x?hunter2 | must not have a query or a fragment",
                "https://git.example.org/x#hunter2 | must not have a query or a fragment",
                "https://hunter2@git.example.org/x | must not contain credentials; give them to the mirror as a reference",
                "https://u:hunter2@git.example.org/x | must not contain credentials; give them to the mirror as a reference",
                "https://u%3Ahunter2@git.example.org/x | must not contain credentials; give them to the mirror as a reference",
                "https://@hunter2.example.org/x | must not contain credentials; give them to the mirror as a reference",
                "https://u:hunter2@a_b/x | must not contain credentials; give them to the mirror as a reference",
                "ssh://u:hunter2@git.example.org/x | must not contain credentials; give them to the mirror as a reference",
                "ssh://u%3Ahunter2@git.example.org/x | must not contain credentials; give them to the mirror as a reference",
                "ssh://@hunter2.example.org/x | must not contain credentials; give them to the mirror as a reference",
                "ssh://-ohunter2@git.example.org/x | must not contain credentials; give them to the mirror as a reference",
                "https://hunter2.example.org:0/x | must have a port from 1 to 65535",
                "https://hunter2.example.org:65536/x | must have a port from 1 to 65535",
                "https://git.example.org/a/../hunter2 | must not have . or .. or control characters in its path",
                "https://git.example.org/a/./hunter2 | must not have . or .. or control characters in its path",
                "https://git.example.org/a/%2e%2E/hunter2 | must not have . or .. or control characters in its path",
                "https://git.example.org/a%2F..%2Fhunter2 | must not have . or .. or control characters in its path",
                "https://git.example.org/hunter2/.. | must not have . or .. or control characters in its path",
                "https://git.example.org/hunter2%0a | must not have . or .. or control characters in its path",
                "https://git.example.org/hunter2%00 | must not have . or .. or control characters in its path",
            })
    void refusesOtherUrlsAndDoesNotRepeatThem(String value, String rule) {
        assertThatThrownBy(() -> new RemoteUrl(value))
                .isInstanceOf(InvalidInputException.class)
                .hasNoCause()
                .hasMessage("The URL of a mirror's remote " + rule)
                .message()
                .doesNotContain("hunter2");
    }

    @Test
    void hasALengthLimit() {
        String start = "https://git.example.org/";
        String longest = start + "x".repeat(2_000 - start.length());
        assertThat(new RemoteUrl(longest).value()).hasSize(2_000);
        assertThatThrownBy(() -> new RemoteUrl(longest + "x"))
                .hasMessage("The URL of a mirror's remote must have at most 2000 characters");
    }
}
