package dev.gitsync.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.error.InvalidInputException;
import java.net.Inet6Address;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {
    @ParameterizedTest
    @CsvSource({
        "10.1.0.0/16, 10.1.0.0, 10.1.255.255",
        "10.0.0.0/15, 10.0.0.0, 10.1.255.255",
        "192.168.7.8, 192.168.7.8, 192.168.7.8",
        "127.0.0.128/25, 127.0.0.128, 127.0.0.255",
        "0.0.0.0/0, 0.0.0.0, 255.255.255.255",
        "255.255.255.254/31, 255.255.255.254, 255.255.255.255",
        "fd00::/8, fd00::, fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "fe80::/10, fe80::1, febf::1",
        "2001:DB8::1, 2001:db8::1, 2001:db8:0:0:0:0:0:1",
        "::1/128, ::1, ::1",
        "::/0, ::, ffff::",
        "::ffff:10.1.0.0/112, 10.1.0.0, 10.1.255.255",
        "::ffff:10.1.2.3, 10.1.2.3, ::ffff:a01:203",
        "10.1.2.3/8, 10.0.0.0, 10.255.255.255"
    })
    void containsItsFirstAndItsLastAddress(String text, String first, String last) throws Exception {
        AddressRange range = AddressRange.of(text);
        assertThat(range.contains(InetAddress.getByName(first))).isTrue();
        assertThat(range.contains(InetAddress.getByName(last))).isTrue();
        assertThat(AddressRange.of(range.toString())).isEqualTo(range);
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.0.0/16, 10.0.255.255",
        "10.1.0.0/16, 10.2.0.0",
        "10.0.0.0/15, 10.2.0.0",
        "192.168.7.8, 192.168.7.9",
        "127.0.0.128/25, 127.0.0.127",
        "fd00::/8, fc00::1",
        "fe80::/10, fec0::1",
        "::1, ::2",
        "::/0, 10.1.2.3",
        "::/0, ::ffff:10.1.2.3",
        "0.0.0.0/0, ::1",
        "0.0.0.0/0, ::a01:203"
    })
    void containsNoOther(String text, String address) throws Exception {
        assertThat(AddressRange.of(text).contains(InetAddress.getByName(address)))
                .isFalse();
    }

    /** Java makes an IPv4 address of a mapped one, unless a scope is given. */
    @Test
    void containsNoMappedAddressThatHidesAsIpv6() throws Exception {
        byte[] mapped = new byte[16];
        mapped[10] = mapped[11] = (byte) 0xff;
        mapped[12] = 10;
        InetAddress address = Inet6Address.getByAddress(null, mapped, 1);
        assertThat(AddressRange.of("10.0.0.0/8").contains(address)).isFalse();
    }

    @Test
    void twoSpellingsOfARangeAreEqual() {
        assertThat(AddressRange.of("10.1.2.3/8"))
                .isEqualTo(AddressRange.of("10.0.0.0/8"))
                .isEqualTo(AddressRange.of("::ffff:10.0.0.0/104"))
                .hasToString("10.0.0.0/8");
        assertThat(AddressRange.of("FE80:0::1/10")).isEqualTo(AddressRange.of("fe80::/10"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "example.org",
                "10.1",
                "1.2.345",
                "12345678",
                "10.1.0.0.0",
                "256.1.1.1",
                "999.999.999.999",
                "010.1.1.1",
                "1.2.3.",
                "0x7f.0.0.1",
                "10.1.0.0/",
                "10.1.0.0/33",
                "10.1.0.0/-1",
                "10.1.0.0/+8",
                "10.1.0.0/08",
                "10.1.0.0/8/8",
                "10.1.0.0/٨",
                "10.1.0.0/99999999999",
                "::ffff:10.0.0.0/95",
                "fd00::/129",
                ":",
                ":::",
                "fd00::1::2",
                "fd00:g::",
                "[::1]",
                "fe80::1%eth0",
                "::999.1.1.1",
                "10.1.0.0 /16",
                "",
                "/8"
            })
    void refusesWhatIsNoRange(String text) {
        assertThatThrownBy(() -> AddressRange.of(text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("A range of addresses is an IP address or a network such as 10.1.0.0/16 or fd00::/8");
    }

    @Test
    void aListIsSeparatedByCommas() {
        assertThat(AddressRange.list(" 10.1.0.0/16 ,127.0.0.1,, fd00::/8,"))
                .containsExactly(
                        AddressRange.of("10.1.0.0/16"), AddressRange.of("127.0.0.1/32"), AddressRange.of("fd00::/8"));
        assertThat(AddressRange.list("")).isEmpty();
        assertThat(AddressRange.isList("10.1.0.0/16, ::1")).isTrue();
        assertThat(AddressRange.isList("")).isTrue();
        assertThat(AddressRange.isList("10.1.0.0/16; ::1")).isFalse();
        assertThat(AddressRange.isList("10.1.0.0/16 ::1")).isFalse();
    }
}
