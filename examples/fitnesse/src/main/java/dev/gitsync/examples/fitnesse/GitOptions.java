package dev.gitsync.examples.fitnesse;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The settings for git in {@code plugins.properties}. The README lists them.
 *
 * @param host the address for git
 * @param port the port for git; 0 for any free one
 * @param folder for repositories and the other data of git
 * @param spaces the page on which each space begins, as the names from the root of the wiki
 * @param wikiUrl the address of FitNesse for the receipts of pushes, with a slash at the end
 * @param maintainers the users who may override the delete guard
 * @param proxies the proxies that are trusted to report TLS connections
 */
record GitOptions(
        String host,
        int port,
        Path folder,
        Map<Space, List<String>> spaces,
        String wikiUrl,
        Set<String> maintainers,
        List<String> proxies) {
    private static final String DEFAULT_HOST = "127.0.0.1";

    /** Copies the collections. */
    GitOptions {
        spaces = Map.copyOf(spaces);
        maintainers = Set.copyOf(maintainers);
        proxies = List.copyOf(proxies);
    }

    /** @throws InvalidInputException if a setting is invalid; the message names it */
    static GitOptions of(Function<String, @Nullable String> properties) {
        String wikiPort = or(properties.apply("FITNESSE_PORT"), "80");
        String port = or(properties.apply("git.port"), String.valueOf(number("FITNESSE_PORT", wikiPort) + 1));
        String wiki = or(properties.apply("git.wikiUrl"), "http://localhost:" + wikiPort + "/");
        String home = or(properties.apply("FITNESSE_ROOTPATH"), ".");
        return new GitOptions(
                or(properties.apply("git.host"), DEFAULT_HOST),
                number("git.port", port),
                Path.of(or(
                        properties.apply("git.directory"), Path.of(home, "git").toString())),
                spaces(or(properties.apply("git.spaces"), "wiki:root")),
                wiki.endsWith("/") ? wiki : wiki + "/",
                Set.copyOf(list(properties.apply("git.maintainers"))),
                list(properties.apply("git.trustedProxies")));
    }

    private static Map<Space, List<String>> spaces(String setting) {
        Map<String, Space> known = new TreeMap<>();
        return list(setting).stream().collect(Collectors.toUnmodifiableMap(space -> space(space, known), entry -> {
            String page = entry.substring(entry.indexOf(':') + 1).strip();
            return page.equals("root") ? List.of() : List.of(page.split("\\.", -1));
        }));
    }

    private static Space space(String entry, Map<String, Space> known) {
        String id = entry.substring(0, Math.max(entry.indexOf(':'), 0)).strip();
        Space space = new Space(new SpaceId(id), "", entry);
        if (known.putIfAbsent(id, space) != null) {
            throw new InvalidInputException("git.spaces names " + id + " twice");
        }
        return space;
    }

    private static List<String> list(@Nullable String setting) {
        return Arrays.stream(or(setting, "").split(",", -1))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    private static int number(String setting, String value) {
        try {
            return Integer.parseInt(value.strip());
        } catch (NumberFormatException e) {
            throw new InvalidInputException(setting + " is " + value + ", which is not a number");
        }
    }

    private static String or(@Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }
}
