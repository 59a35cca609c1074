package dev.gitsync.demo.api;

import dev.gitsync.demo.account.Account;
import dev.gitsync.demo.server.HttpProblem;
import dev.gitsync.demo.wiki.FoundPage;
import dev.gitsync.demo.wiki.Library;
import dev.gitsync.demo.wiki.OpenSpace;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A request by someone who has signed in. */
record ApiCall(HttpServletRequest request, Account account, Library library, Map<String, String> parameters) {
    private static final Pattern VERSION = Pattern.compile("\"(\\d{1,18})\"");
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1000;

    /** The space in the path. */
    OpenSpace space() {
        return library.space(account, parameter("space")).orElseThrow(HttpProblem::notFound);
    }

    /** The space in the path, for a write. */
    OpenSpace writableSpace() {
        return requireWritable(space());
    }

    /** The page in the path, live or in the trash. */
    FoundPage page() {
        return library.page(account, parameter("id")).orElseThrow(HttpProblem::notFound);
    }

    /** The page in the path, for a write. */
    FoundPage writablePage() {
        FoundPage page = page();
        requireWritable(page.in());
        return page;
    }

    private static OpenSpace requireWritable(OpenSpace space) {
        if (!space.isWritable()) {
            throw HttpProblem.readOnly();
        }
        return space;
    }

    /** The version that the caller saw; without it nobody overwrites anything here. */
    long expectedVersion() {
        String header = request.getHeader("If-Match");
        if (header == null) {
            throw new HttpProblem(428, "Say which version you saw: If-Match: \"VERSION\", as in the ETag of the page.");
        }
        Matcher version = VERSION.matcher(header.strip());
        if (!version.matches()) {
            throw new HttpProblem(400, "If-Match must be one version in double quotes, as in the ETag of the page.");
        }
        return Long.parseLong(version.group(1));
    }

    /** How many entries a list may have. */
    int limit() {
        return (int) number("limit")
                .map(limit -> Math.max(1, Math.min(limit, MAX_LIMIT)))
                .orElse((long) DEFAULT_LIMIT)
                .longValue();
    }

    /** A parameter of the query that is a whole number. */
    Optional<Long> number(String name) {
        Optional<String> value = query(name);
        if (value.filter(text -> !text.matches("\\d{1,18}")).isPresent()) {
            throw new HttpProblem(400, "The parameter " + name + " must be a whole number.");
        }
        return value.map(Long::valueOf);
    }

    /** A parameter of the query. */
    Optional<String> query(String name) {
        return Optional.ofNullable(request.getParameter(name)).filter(value -> !value.isEmpty());
    }

    private String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }
}
