package dev.gitsync.servlet;

import dev.gitsync.GitSync;
import dev.gitsync.model.Space;
import dev.gitsync.tests.hostile.HostileInputContract;
import dev.gitsync.tests.hostile.HostileTarget;
import java.net.URI;

/** The servlet in a bare container. */
@EveryContainer
class HostileInputTest extends HostileInputContract {
    @Override
    protected HostileTarget open() {
        WikiServer server = WikiServer.startWith(builder -> builder.limits(HostileTarget.limits()));
        server.writeHome();
        return new Bare(server);
    }

    private record Bare(WikiServer wiki) implements HostileTarget {
        @Override
        public URI server() {
            return URI.create("http://127.0.0.1:" + wiki.port());
        }

        @Override
        public String repository() {
            return "/git/docs.git";
        }

        @Override
        public GitSync gitSync() {
            return wiki.gitSync();
        }

        @Override
        public Space space() {
            return wiki.docs();
        }

        @Override
        public void close() {
            wiki.close();
        }
    }
}
