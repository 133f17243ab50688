package com.iam.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

import org.junit.jupiter.api.Test;

class AddressTest {

    @Test
    void aPortThatSomebodyHasIsRefusedInOneLine() throws IOException {
        try (ServerSocket somebody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = somebody.getLocalPort();

            assertThatThrownBy(() -> new Address("127.0.0.1", port).requireFree("--port")).isInstanceOf(Refusal.class)
                    .hasMessageContaining("port " + port).hasMessageContaining("--port").message().hasLineCount(1);
        }
    }

    @Test
    void lookingLeavesThePortFree() throws IOException {
        int port;
        try (ServerSocket somebody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = somebody.getLocalPort();
        }
        Address address = new Address("127.0.0.1", port);

        assertThatCode(() -> address.requireFree("--port")).doesNotThrowAnyException();
        assertThatCode(() -> address.requireFree("--port")).doesNotThrowAnyException();
    }

    @Test
    void aServerOnAllAddressesLeavesNoRoomForAnother() {
        assertThat(new Address("0.0.0.0", 80).overlaps(new Address("127.0.0.1", 80))).isTrue();
        assertThat(new Address("127.0.0.1", 80).overlaps(new Address("127.0.0.1", 80))).isTrue();
        assertThat(new Address("127.0.0.1", 80).overlaps(new Address("10.0.0.7", 80))).isFalse();
        assertThat(new Address("0.0.0.0", 80).overlaps(new Address("0.0.0.0", 81))).isFalse();
    }

    @Test
    void aServerOnAllAddressesIsReachedOnThisMachine() {
        assertThat(new Address("0.0.0.0", 80).uri("/x")).hasToString("http://127.0.0.1:80/x");
        assertThat(new Address("10.1.2.3", 80).uri("/x")).hasToString("http://10.1.2.3:80/x");
    }

    @Test
    void anAddressOfIpVersion6StandsInBrackets() {
        assertThat(new Address("::1", 80).uri("/x")).hasToString("http://[::1]:80/x").hasHost("[::1]").hasPort(80);
        assertThat(new Address("[::1]", 80).uri("/x")).hasToString("http://[::1]:80/x");
        assertThat(new Address("::", 80).uri("/x")).hasPort(80);
    }
}
