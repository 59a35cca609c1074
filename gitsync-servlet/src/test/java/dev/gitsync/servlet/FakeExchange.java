package dev.gitsync.servlet;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request and a response without a container, for long series of requests. Supports the methods that the servlet and
 * JGit call.
 */
final class FakeExchange {
    private final String method;
    private final String uri;
    private final Map<String, String> headers;
    private final byte[] body;
    private final Map<String, Object> attributes = new HashMap<>();
    private final ByteArrayOutputStream answer = new ByteArrayOutputStream();
    private int status = 200;

    FakeExchange(String method, String uri, Map<String, String> headers, byte[] body) {
        this.method = method;
        this.uri = uri;
        this.headers = headers;
        this.body = body;
    }

    int status() {
        return status;
    }

    /** Returns the body of the response. */
    byte[] answer() {
        return answer.toByteArray();
    }

    HttpServletRequest request() {
        String[] parts = uri.split("\\?", 2);
        ServletInputStream input = new Input(body);
        return proxy(HttpServletRequest.class, (proxy, called, arguments) -> switch (called.getName()) {
            case "getMethod" -> method;
            case "getRequestURI", "getPathInfo" -> parts[0];
            case "getQueryString" -> parts.length > 1 ? parts[1] : null;
            case "getContextPath", "getServletPath" -> "";
            case "getProtocol" -> "HTTP/1.1";
            case "getRemoteAddr", "getRemoteHost" -> "127.0.0.1";
            case "getHttpServletMapping" ->
                proxy(
                        HttpServletMapping.class,
                        (mapping, asked, none) -> asked.getName().equals("getPattern") ? "/*" : "");
            case "getHeader" -> header(arguments);
            case "getHeaders" -> {
                String header = header(arguments);
                yield Collections.enumeration(header == null ? List.of() : List.of(header));
            }
            case "getHeaderNames" -> Collections.enumeration(headers.keySet());
            case "getContentType" -> headers.get("Content-Type");
            case "getContentLength", "getContentLengthLong" -> length(called.getReturnType());
            case "getInputStream" -> input;
            case "getAttribute" -> attributes.get((String) arguments[0]);
            case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
            case "removeAttribute" -> attributes.remove((String) arguments[0]);
            default -> nothing(called.getReturnType());
        });
    }

    HttpServletResponse response() {
        ServletOutputStream output = new Output(answer);
        return proxy(HttpServletResponse.class, (proxy, called, arguments) -> switch (called.getName()) {
            case "setStatus", "sendError" -> {
                status = (Integer) arguments[0];
                yield null;
            }
            case "getStatus" -> status;
            case "reset" -> {
                answer.reset();
                status = 200;
                yield null;
            }
            case "getOutputStream" -> output;
            default -> nothing(called.getReturnType());
        });
    }

    private @Nullable String header(Object[] arguments) {
        return headers.get((String) arguments[0]);
    }

    private Object length(Class<?> type) {
        return type == int.class ? (Object) body.length : (Object) (long) body.length;
    }

    private static @Nullable Object nothing(Class<?> type) {
        if (type == boolean.class) {
            return false;
        } else if (type == int.class) {
            return 0;
        }
        return type == long.class ? (Object) 0L : null;
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static final class Input extends ServletInputStream {
        private final ByteArrayInputStream bytes;

        Input(byte[] body) {
            bytes = new ByteArrayInputStream(body);
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            return bytes.read(buffer, offset, length);
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException();
        }
    }

    private static final class Output extends ServletOutputStream {
        private final ByteArrayOutputStream bytes;

        Output(ByteArrayOutputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public void write(int octet) {
            bytes.write(octet);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new IllegalStateException();
        }
    }
}
