package dev.gitsync.servlet.connection;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults F6: finds the client behind trusted proxies. Bars separate the lines of a header. */
class ConnectionTest {
    private static final TrustedProxies PROXIES = TrustedProxies.at("127.0.0.1", "::1", "10.0.0.0/8", "fd00::/8");

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            203.0.113.9; 203.0.113.9
            6.6.6.6 | 203.0.113.9, 10.0.0.7; 203.0.113.9
            6.6.6.6, 203.0.113.9 | 10.0.0.7 | 10.0.0.8; 203.0.113.9
            , ,203.0.113.9,,10.0.0.7,,; 203.0.113.9
            203.0.113.9:51234, 10.0.0.7; 203.0.113.9
            203.0.113.9, 10.0.0.7:80; 203.0.113.9
            [2001:db8::9]:443, fd00::7; 2001:db8:0:0:0:0:0:9
            [2001:db8::9], [fd00::7]:80; 2001:db8:0:0:0:0:0:9
            2001:DB8::9%eth0, fd00::7; 2001:db8:0:0:0:0:0:9
            ::ffff:203.0.113.9, ::ffff:10.0.0.7; 203.0.113.9
            """)
    void followsTheChainToTheClient(String chain, String client) {
        assertThat(forwarded(chain).address()).isEqualTo(client);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown",
                "_hidden",
                "999.1.1.1",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.4:port",
                "1.2.3.4:123456",
                "\"203.0.113.9\"",
                "for=203.0.113.9",
                ".a:b",
                ".:",
                ":",
                ":::",
                "[2001:db8::9",
                "2001:db8::9]:443",
                "[1.2.3.4]",
                "::1.2.3"
            })
    void endsAtTheFarthestTrustedProxyIfTheNextHopIsNoAddress(String hop) {
        assertThat(NetworkAddress.parse(hop)).isEmpty();
        assertThat(forwarded("203.0.113.9, " + hop + ", 10.0.0.7").address()).isEqualTo("10.0.0.7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"https; true", "https, https; true", "https | https; true", "HTTPS ; true"})
    void isSecureIfEveryProxyUsedTls(String protocol, boolean isSecure) {
        assertThat(protocol(protocol)).isEqualTo(isSecure);
    }

    /** A proxy adds a line to those of the client instead of replacing them. */
    @ParameterizedTest
    @ValueSource(strings = {"https | http", "http | https", "https, http", "https |", "https,", "https; http"})
    void isNotSecureIfOneLineNamesPlainHttp(String protocol) {
        assertThat(protocol(protocol)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Real-IP", "Forwarded", "Via"})
    void treatsAForwardedPlainRequestAsRemote(String header) {
        assertThat(Connection.of(request("127.0.0.1", Map.of(header, "x")), TrustedProxies.none()::contains)
                        .isSecure())
                .isFalse();
    }

    @Test
    void treatsALocalRequestAsSecure() {
        for (String loopback : List.of("127.0.0.1", "[::1]", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1")) {
            assertThat(Connection.of(request(loopback, Map.of()), TrustedProxies.none()::contains)
                            .isSecure())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            nullValues = "-",
            value = {
                "127.0.0.1; wiki.example.org; -; -; http://wiki.example.org",
                "127.0.0.1; wiki.example.org; https; -; https://wiki.example.org",
                "127.0.0.1; backend:8080; https; wiki.example.org; https://wiki.example.org",
                "127.0.0.1; backend:8080; https; wiki.example.org:8443, proxy; https://wiki.example.org:8443",
                "203.0.113.9; wiki.example.org:80; https; evil.example.org; http://wiki.example.org:80",
                "203.0.113.9; [2001:db8::9]:443; -; -; http://[2001:db8::9]:443",
                "203.0.113.9; wiki.example.org/evil; -; -; -",
                "203.0.113.9; a@b; -; -; -",
                "203.0.113.9; '\"'; -; -; -",
                "203.0.113.9; wiki:port; -; -; -",
                "127.0.0.1; wiki; https; <script>; -",
                "203.0.113.9; -; -; -; -",
            })
    void linksHaveTheHostThatTheClientAskedFor(
            String peer, String host, String protocol, String forwarded, String origin) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Host", host);
        headers.put("X-Forwarded-Proto", protocol);
        headers.put("X-Forwarded-Host", forwarded);
        assertThat(PROXIES.origin(request(peer, headers))).isEqualTo(Optional.ofNullable(origin));
    }

    private static Connection forwarded(String chain) {
        return Connection.of(request("127.0.0.1", Map.of("X-Forwarded-For", chain)), PROXIES::contains);
    }

    private static boolean protocol(String protocol) {
        return Connection.of(request("127.0.0.1", Map.of("X-Forwarded-Proto", protocol)), PROXIES::contains)
                .isSecure();
    }

    private static HttpServletRequest request(String peer, Map<String, String> headers) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                ConnectionTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getRemoteAddr" -> peer;
                    case "isSecure" -> false;
                    case "getHeader" ->
                        lines(headers, (String) arguments[0]).findFirst().orElse(null);
                    case "getHeaders" ->
                        Collections.enumeration(
                                lines(headers, (String) arguments[0]).toList());
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static Stream<String> lines(Map<String, String> headers, String name) {
        String lines = headers.get(name);
        return lines == null
                ? Stream.empty()
                : Stream.of(lines.split("\\|", -1)).map(String::strip);
    }
}
