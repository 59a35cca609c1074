package dev.gitsync.examples.jspwiki;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.servlet.ServletContext;
import org.jspecify.annotations.Nullable;

/**
 * The part of a {@link ServletContext} that JSPWiki's engine uses: attributes, and a folder for its settings. JSPWiki needs the servlets
 * before Jakarta EE, and gitsync those of Jakarta EE; so the engine gets no container, and gitsync has one of its own.
 */
final class WebContext implements InvocationHandler {
    private final Path root;
    private final Map<String, Object> attributes = new ConcurrentHashMap<>();

    private WebContext(Path root) {
        this.root = root;
    }

    /** A context for a web application in {@code root}. */
    static ServletContext at(Path root) {
        return (ServletContext) Proxy.newProxyInstance(
                ServletContext.class.getClassLoader(), new Class<?>[] {ServletContext.class}, new WebContext(root));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] given)
            throws MalformedURLException {
        Object[] arguments = given == null ? new Object[0] : given;
        return switch (method.getName()) {
            case "getAttribute" -> attributes.get((String) arguments[0]);
            case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
            case "removeAttribute" -> attributes.remove((String) arguments[0]);
            case "getRealPath" -> root + "/";
            case "getMajorVersion", "getEffectiveMajorVersion" -> 4;
            case "getMinorVersion", "getEffectiveMinorVersion" -> 0;
            case "getServerInfo", "getServletContextName" -> "gitsync";
            case "getContextPath" -> "";
            case "getResourcePaths" -> Set.of();
            case "getInitParameterNames", "getAttributeNames" -> Collections.emptyEnumeration();
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> proxy == arguments[0];
            case "toString" -> "web application in " + root;
            case "getResource" -> resource((String) arguments[0]);
            case "log",
                    "getInitParameter",
                    "getResourceAsStream",
                    "getMimeType",
                    "getRequestDispatcher",
                    "getNamedDispatcher" -> null;
            default -> throw new UnsupportedOperationException(method.getName());
        };
    }

    /** A file of the folder, which the engine asks for by a fixed name. */
    private @Nullable URL resource(String name) throws MalformedURLException {
        Path file = root.resolve(name.replaceFirst("^/", "")).normalize();
        return file.startsWith(root) && Files.isRegularFile(file) ? file.toUri().toURL() : null;
    }
}
