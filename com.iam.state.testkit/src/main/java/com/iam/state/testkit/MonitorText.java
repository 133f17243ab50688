package com.iam.state.testkit;

import java.io.IOException;
import java.io.InputStream;

/** Takes the escapes of MONITOR back: each byte is the one that Redis was told. */
final class MonitorText extends InputStream {

    private static final String NAMES = "nrtab";
    private static final String MEANINGS = "\n\r\t\u0007\b";

    private final InputStream in;

    /** @param in worth a buffer of its own */
    MonitorText(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        int c = in.read();
        if (c != '\\') {
            return c;
        }
        int escape = in.read();
        if (escape == 'x') {
            int high = in.read();
            int low = in.read();
            return low < 0 ? -1 : Integer.parseInt("" + (char) high + (char) low, 16);
        }
        int special = NAMES.indexOf(escape);
        return special < 0 ? escape : MEANINGS.charAt(special);
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int count = 0;
        for (int c; count < length && (c = read()) >= 0; count++) {
            into[from + count] = (byte) c;
        }
        return count == 0 && length > 0 ? -1 : count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
