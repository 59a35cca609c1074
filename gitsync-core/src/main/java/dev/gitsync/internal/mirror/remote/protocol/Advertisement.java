package dev.gitsync.internal.mirror.remote.protocol;

import dev.gitsync.internal.mirror.remote.wire.WireException;
import dev.gitsync.mirror.MirrorReport.Outcome;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a service says first: what it is capable of and, in version 0 of the protocol, the refs.
 *
 * @param isVersion2 whether the service speaks version 2
 * @param capabilities what the service is capable of, with values that may be empty
 * @param refs the refs; without meaning in version 2
 */
record Advertisement(boolean isVersion2, Map<String, String> capabilities, AdvertisedRefs refs) {
    private static final String SYMREF_HEAD = "symref=HEAD:";
    private static final int MAX_CAPABILITIES = 1_000;

    /** Reads what a service of {@code host} says first. */
    static Advertisement read(PacketReader in, String host) throws IOException {
        boolean isLine = in.nextLine();
        if (isLine && in.text().startsWith("# service=")) {
            while (in.nextLine()) {
                // Nothing else is there.
            }
            isLine = in.nextLine();
        }
        if (isLine && in.text().equals("version 1")) {
            isLine = in.nextLine();
        }
        Errors.check(in, host);
        Advertisement read = isLine && in.text().equals("version 2") ? version2(in, host) : version0(in, isLine, host);
        if (!read.capabilities.getOrDefault("object-format", "sha1").equals("sha1")) {
            throw new WireException(
                    Outcome.NOT_FOUND,
                    "The remote at " + host + " has a repository with SHA-256, which gitsync can't read."
                            + " Use a repository with SHA-1.");
        }
        return read;
    }

    private static Advertisement version2(PacketReader in, String host) throws IOException {
        Map<String, String> capabilities = new HashMap<>();
        while (in.nextLine()) {
            put(capabilities, in.text());
        }
        return new Advertisement(true, capabilities, new AdvertisedRefs(host));
    }

    private static Advertisement version0(PacketReader in, boolean isLine, String host) throws IOException {
        Map<String, String> capabilities = new HashMap<>();
        AdvertisedRefs refs = new AdvertisedRefs(host);
        for (boolean isNext = isLine; isNext; isNext = in.nextLine()) {
            Errors.check(in, host);
            String line = in.text();
            int nul = line.indexOf('\0');
            if (nul >= 0) {
                for (String capability : line.substring(nul + 1).split(" ", -1)) {
                    if (capability.startsWith(SYMREF_HEAD)) {
                        refs.head(capability.substring(SYMREF_HEAD.length()));
                    }
                    put(capabilities, capability);
                }
                line = line.substring(0, nul);
            }
            if (!line.startsWith("shallow ")) {
                add(refs, line);
            }
        }
        return new Advertisement(false, capabilities, refs);
    }

    private static void put(Map<String, String> capabilities, String capability) throws ProtocolException {
        if (capabilities.size() >= MAX_CAPABILITIES) {
            throw new ProtocolException("a service advertises too many capabilities");
        }
        String[] parts = capability.split("=", 2);
        capabilities.put(parts[0], parts.length > 1 ? parts[1] : "");
    }

    private static void add(AdvertisedRefs refs, String line) throws IOException {
        String[] parts = line.split(" ", 2);
        if (parts.length < 2) {
            throw new ProtocolException("a ref is not advertised as git does");
        }
        refs.add(parts[0], parts[1]);
    }

    /** Returns whether the service has a capability. */
    boolean has(String capability) {
        return capabilities.containsKey(capability);
    }

    /** Returns the features of a command in version 2, separated by spaces; empty if the service lacks the command. */
    Optional<String> command(String name) {
        return Optional.ofNullable(capabilities.get(name));
    }
}
