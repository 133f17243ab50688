package com.iam.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.time.Duration;

import org.junit.jupiter.api.Test;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;

class TimedRequestTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private long now = Long.MAX_VALUE - 5;
    private final DrippingBody body = new DrippingBody();
    private final TimedRequest request = new TimedRequest(request(), LIMIT, () -> now);

    @Test
    void aBodyThatArrivesWithinTheLimitIsReadToItsEnd() throws IOException {
        body.rest = 10;

        assertThat(request.getInputStream().readAllBytes()).hasSize(10);
    }

    @Test
    void aBodyThatDripsIsGivenUpSoonAfterTheLimit() throws IOException {
        InputStream in = request.getInputStream();

        assertThatThrownBy(() -> in.readNBytes(1000)).isInstanceOf(TimedRequest.TooSlowException.class);
        assertThat(body.delivered).isEqualTo(11);
        assertThatThrownBy(in::read).isInstanceOf(TimedRequest.TooSlowException.class);
        assertThatThrownBy(request.getInputStream()::read).isInstanceOf(TimedRequest.TooSlowException.class);
        assertThat(body.delivered).isEqualTo(11);
    }

    @Test
    void whatTheServerDoesMeanwhileDoesNotCount() throws IOException {
        InputStream in = request.getInputStream();
        in.read();
        now += Duration.ofMinutes(1).toNanos();

        assertThat(in.read()).isEqualTo('x');
    }

    private HttpServletRequest request() {
        return (HttpServletRequest) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] {HttpServletRequest.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("getInputStream");
                    return body;
                });
    }

    /** A byte a second. */
    private final class DrippingBody extends ServletInputStream {

        private int rest = 1000;
        private int delivered;

        @Override
        public int read() {
            if (delivered == rest) {
                return -1;
            }
            now += Duration.ofSeconds(1).toNanos();
            delivered++;
            return 'x';
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            int next = read();
            bytes[offset] = (byte) next;
            return next < 0 ? -1 : 1;
        }

        @Override
        public boolean isFinished() {
            return delivered == rest;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException();
        }
    }
}
