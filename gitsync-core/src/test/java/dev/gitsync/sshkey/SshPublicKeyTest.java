package dev.gitsync.sshkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gitsync.error.InvalidInputException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SshPublicKeyTest {
    /** All keys were made by ssh-keygen for this test. */
    private static final String ED25519 =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINfMGwXG91C5zVEYQR+JA+zOQIWvsfQ3Z8tcZMrnDUHx";

    private static final String FINGERPRINT = "SHA256:BZw0dVjyM2eY02lWHr0G3DmyYIqw8kg86c16BNvZvik";
    private static final String RSA_1024 =
            "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQDkCOeYfZB9nIGz0d/vRC/8/ag7dTo9xYlVCnFe/02T1o6bqdfusWNkcHellaRnmLy3RO4TBF"
                    + "2kUnF5MMczljuDQzvLsO5FeHKDpuobIG230goy9mrOB0yJzqFu47XLgaPihnpmTVPgjmr7iWex/RB7ETiBfT+R+yN9MkHj/kzB2w==";
    private static final String DSA =
            "ssh-dss AAAAB3NzaC1kc3MAAACBAO55xPbXhuQSN2YvJtWJVwMF2dQ6CYzfq8LedR5ul9qxShJDvoBP3yAX5qZDVAAEcRfvD7eVT6WLZwhIw8"
                    + "JVJnUHiuBCLRQ9f1VDZE3NqYj0CJU9Anl1sZ2UkPep9TpGgsK1RfgVSNWf9IejH+NKoNqhXYOdoSw2o9Vay2DK7681AAAAFQC77wWpJd/vMkLH"
                    + "GaGEmaJU4WzLBwAAAIB5lIC5DlI8HjWjJ/7UzvaYUD8Sz1sNIq/bozNXF7tRhh0PbWC/YenLJ/THq1a95cU6WiAtX9LXK5F192nXOY2nMWNIm8"
                    + "6p9z393PgsKzg59IMJvMfQPyylWoaRx1n3ZvdnMs+y3fOrlbmZxCsc6uaHHKB2mfbtMxqp2/BHyG2yCwAAAIAJdFhP7DxU4Ze2mu+pf7FE/aad"
                    + "5H4wid5TJhRcz1AFAh5uZxZjBbAYnemEHGYUO6ujXumrnAUPaNGtUrSYjxRoIgdtYr4JElaWOf+XQ7XnzTTHv1KKWB+Ze9ziLLtTqioKU2c1lY"
                    + "tMX95ooHqoQhLH+QMqxrW3ZXjLEhaHwdySWA==";

    @Test
    void readsALineOfAPubFile() {
        SshPublicKey key = SshPublicKey.parse("  " + ED25519 + "  ada@laptop of Ada\n");

        assertThat(key.type()).isEqualTo("ssh-ed25519");
        assertThat(key.fingerprint()).isEqualTo(FINGERPRINT);
        assertThat(key.line()).isEqualTo(ED25519);
        assertThat(key).isEqualTo(SshPublicKey.ofBlob(key.blob())).hasToString("ssh-ed25519 " + FINGERPRINT);
        assertThat(SshPublicKey.comment(ED25519 + "\tada@laptop of Ada")).isEqualTo("ada@laptop of Ada");
        assertThat(SshPublicKey.comment(ED25519)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBExGRIFk//pQ9CZSE8XsnrT5UBUkmqLL9KxEmG"
                        + "lK4cPhmISd1M1zELLbMoQpH136Xe7xi76NtcE3ZuyQPIiQfgo=",
                "ecdsa-sha2-nistp384 AAAAE2VjZHNhLXNoYTItbmlzdHAzODQAAAAIbmlzdHAzODQAAABhBK5AnE3Le4BRecA23yeyrNHaIeH7AG9PsvHVDf"
                        + "oZwMGIJfRu1Lm/NBf/AYGb2lIFaKgpfwUUsp2bdJCa9V6jRWVggB/9CP3gm6hIkdaZUkBZS2eug+QxFlopT5YKSx6TLg==",
                "ecdsa-sha2-nistp521 AAAAE2VjZHNhLXNoYTItbmlzdHA1MjEAAAAIbmlzdHA1MjEAAACFBACOJQ6BPv8CZUnq9y87JObxEN/962Pz+kazoq"
                        + "ilEgIdcCAjZW3jM2ZsHChWyZTcqfRRUSEMlpBfPwY62e6ztEIJZQCAzpE6jP3Qk96/sVz8tjTcDGyjBH3cRibOPKCLaNwGLUpYlxgjv/mN4LaL"
                        + "2+M8QrEl+C9hgkZAp5NX4LIFU5MXyQ=="
            })
    void readsKeysOfEachCurve(String line) {
        assertThat(SshPublicKey.parse(line).line()).isEqualTo(line);
    }

    @ParameterizedTest
    @CsvSource({"2048,true", "4096,true", "1024,false", "2040,false"})
    void readsKeysOfRsaThatAreLongEnough(int bits, boolean isAccepted) {
        // No product of two primes, which would take seconds to find.
        BigInteger modulus = BigInteger.ONE.shiftLeft(bits - 1).setBit(0);
        byte[] blob = blob(
                "ssh-rsa".getBytes(StandardCharsets.US_ASCII),
                BigInteger.valueOf(65_537).toByteArray(),
                modulus.toByteArray());

        if (isAccepted) {
            assertThat(SshPublicKey.ofBlob(blob).type()).isEqualTo("ssh-rsa");
        } else {
            assertRefused(
                    "ssh-rsa " + Base64.getEncoder().encodeToString(blob),
                    "This RSA key has " + bits + " bits; from 2048");
        }
    }

    @Test
    void refusesWeakKeys() {
        assertRefused(RSA_1024, "This RSA key has 1024 bits");
        assertRefused(DSA, "DSA keys are not accepted");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN OPENSSH PRIVATE KEY-----\nc2VjcmV0\n-----END OPENSSH PRIVATE KEY-----",
                "-----BEGIN RSA PRIVATE KEY-----c2VjcmV0",
                "----- begin ec private key -----",
                "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nc2VjcmV0"
            })
    void warnsOfAPrivateKey(String text) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> SshPublicKey.parse(text))
                .withMessageContaining(
                        "This is a private key, which must never leave your computer. It was not stored.")
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("c2VjcmV0"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|one line",
                "ssh-ed25519|no public key in OpenSSH's form",
                "no-pty,command=\"x\" ssh-ed25519 AAAA|without options",
                "ssh-ed25519 AAAA|incomplete or damaged",
                "ssh-ed25519 A|can't be decoded",
                "ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAINfMGwXG91C5zVEYQR+JA+zOQIWvsfQ3Z8tcZMrnDUHx|incomplete or damaged",
                "---- BEGIN SSH2 PUBLIC KEY ----|RFC 4716",
                "ssh-ed448 AAAACXNzaC1lZDQ0OA==|of this type are not accepted",
                "ssh-rsa-cert-v01@openssh.com AAAAHHNzaC1yc2EtY2VydC12MDFAb3BlbnNzaC5jb20=|Certificates are not accepted"
            })
    void tellsWhatElseWasPasted(String line, String message) {
        assertRefused(line, message);
    }

    @Test
    void refusesTwoKeysAndLongTexts() {
        assertRefused(ED25519 + "\n" + ED25519, "one line");
        assertRefused(ED25519 + " \u0000", "one line");
        assertRefused(ED25519 + " " + "x".repeat(8_192), "at most 8192 characters");
    }

    @Test
    void refusesEveryPartOfAKeyAndMoreThanAKey() {
        byte[] blob = SshPublicKey.parse(ED25519).blob();
        for (int length = 0; length < blob.length; length++) {
            byte[] part = Arrays.copyOf(blob, length);
            assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> SshPublicKey.ofBlob(part));
        }
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> SshPublicKey.ofBlob(Arrays.copyOf(blob, blob.length + 1)));
    }

    @Test
    void neverFailsOtherwise() {
        Random random = new Random(7);
        byte[] valid = SshPublicKey.parse(longRsaLine()).blob();
        for (int i = 0; i < 20_000; i++) {
            byte[] blob = valid.clone();
            for (int change = 0; change < 3; change++) {
                blob[random.nextInt(40)] = (byte) random.nextInt();
            }
            try {
                assertThat(SshPublicKey.ofBlob(blob).fingerprint()).startsWith("SHA256:");
            } catch (InvalidInputException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    private static String longRsaLine() {
        byte[] modulus = new byte[257];
        new Random(1).nextBytes(modulus);
        modulus[0] = 0;
        modulus[1] |= (byte) 0x80;
        modulus[256] |= 1;
        byte[] blob = blob("ssh-rsa".getBytes(StandardCharsets.US_ASCII), new byte[] {1, 0, 1}, modulus);
        return "ssh-rsa " + Base64.getEncoder().encodeToString(blob);
    }

    private static byte[] blob(byte[]... parts) {
        ByteBuffer blob = ByteBuffer.allocate(8_192);
        for (byte[] part : parts) {
            blob.putInt(part.length).put(part);
        }
        return Arrays.copyOf(blob.array(), blob.position());
    }

    private static void assertRefused(String line, String message) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> SshPublicKey.parse(line))
                .withMessageContaining(message);
    }
}
