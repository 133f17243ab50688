package com.iam.e2e;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How something looks where it was written in another encoding, alone or in the midst of something larger. */
final class Forms {

    private Forms() {
    }

    /** Each form and what it is called. */
    static Map<ByteBuffer, String> of(ByteBuffer content) {
        byte[] bytes = new byte[content.remaining()];
        content.duplicate().get(bytes);
        Map<ByteBuffer, String> forms = new LinkedHashMap<>();
        forms.put(ByteBuffer.wrap(bytes), "as it is");
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)) {
            add(forms, URLEncoder.encode(text, StandardCharsets.UTF_8), "URL-encoded");
        }
        if (!text.isEmpty() && text.chars().allMatch(each -> each < 0x80)) {
            for (int before = 0; before < Byte.SIZE; before++) {
                forms.putIfAbsent(ByteBuffer.wrap(packed(bytes, before)), "packed");
            }
        }
        add(forms, HexFormat.of().formatHex(bytes), "in hex");
        add(forms, HexFormat.of().withUpperCase().formatHex(bytes), "in hex");
        for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
            for (int before = 0; before < 3; before++) {
                add(forms, base64(encoder, bytes, before), "in Base64");
            }
        }
        return forms;
    }

    /** The characters that depend on nothing else, where that many bytes (modulo 3) stand before it. */
    private static String base64(Base64.Encoder encoder, byte[] bytes, int before) {
        byte[] shifted = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, shifted, before, bytes.length);
        int from = (8 * before + 5) / 6;
        return encoder.withoutPadding().encodeToString(shifted).substring(from, 8 * shifted.length / 6);
    }

    /** The bytes at seven bits a character that depend on nothing else, where that many characters (modulo 8) stand before it. */
    private static byte[] packed(byte[] ascii, int before) {
        BitSet bits = new BitSet();
        for (int i = 0; i < 7 * ascii.length; i++) {
            bits.set(7 * before + i, (ascii[i / 7] >> i % 7 & 1) == 1);
        }
        return Arrays.copyOfRange(bits.toByteArray(), (7 * before + 7) / 8, 7 * (before + ascii.length) / 8);
    }

    private static void add(Map<ByteBuffer, String> forms, String form, String name) {
        forms.putIfAbsent(ByteBuffer.wrap(form.getBytes(StandardCharsets.US_ASCII)), name);
    }
}
