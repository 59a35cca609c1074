package dev.gitsync.benchmarks.work;

/**
 * A request that is heavy for a server.
 *
 * @param space the space that it goes to
 * @param service the service: {@code git-receive-pack} or {@code git-upload-pack}
 * @param body the whole body
 * @param bytesPerSecond how fast it is sent; 0 for as fast as it goes
 */
@SuppressWarnings("ArrayRecordComponent") // made, sent and forgotten
record Assault(BenchSpace space, String service, byte[] body, int bytesPerSecond) {}
