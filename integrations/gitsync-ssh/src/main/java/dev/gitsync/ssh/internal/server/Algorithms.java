package dev.gitsync.ssh.internal.server;

import java.util.List;
import org.apache.sshd.common.BaseBuilder;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.compression.BuiltinCompressions;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;

/**
 * The algorithms that the server offers: those of Apache MINA SSHD without SHA-1, CBC, certificates, key exchange over finite fields, and compression
 * (packs are compressed). Strict key exchange, the protection against the Terrapin attack, is part of SSHD since 2.12.
 */
final class Algorithms {
    private static final List<BuiltinDHFactories> KEY_EXCHANGES = BaseBuilder.DEFAULT_KEX_PREFERENCE.stream()
            .filter(kex -> !kex.getName().startsWith("diffie-hellman-"))
            .toList();
    private static final List<BuiltinCiphers> CIPHERS = List.of(
            BuiltinCiphers.cc20p1305_openssh,
            BuiltinCiphers.aes256gcm,
            BuiltinCiphers.aes128gcm,
            BuiltinCiphers.aes256ctr,
            BuiltinCiphers.aes192ctr,
            BuiltinCiphers.aes128ctr);
    private static final List<BuiltinMacs> MACS = List.of(
            BuiltinMacs.hmacsha256etm, BuiltinMacs.hmacsha512etm, BuiltinMacs.hmacsha256, BuiltinMacs.hmacsha512);
    private static final List<BuiltinSignatures> SIGNATURES = List.of(
            BuiltinSignatures.ed25519,
            BuiltinSignatures.sk_ssh_ed25519,
            BuiltinSignatures.nistp256,
            BuiltinSignatures.nistp384,
            BuiltinSignatures.nistp521,
            BuiltinSignatures.sk_ecdsa_sha2_nistp256,
            BuiltinSignatures.rsaSHA512,
            BuiltinSignatures.rsaSHA256);

    private Algorithms() {}

    static void applyTo(SshServer server) {
        server.setKeyExchangeFactories(
                NamedFactory.setUpTransformedFactories(true, KEY_EXCHANGES, ServerBuilder.DH2KEX));
        server.setCipherFactories(List.copyOf(NamedFactory.setUpBuiltinFactories(true, CIPHERS)));
        server.setMacFactories(List.copyOf(NamedFactory.setUpBuiltinFactories(true, MACS)));
        server.setSignatureFactories(List.copyOf(NamedFactory.setUpBuiltinFactories(true, SIGNATURES)));
        server.setCompressionFactories(List.of(BuiltinCompressions.none));
    }
}
