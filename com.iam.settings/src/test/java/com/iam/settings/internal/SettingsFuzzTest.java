package com.iam.settings.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Files as editors, copies and merges leave them: each is read or refused with its place; no reason quotes a value. */
class SettingsFuzzTest {

    private static final String SECRET = "hQ7zKp2mSECRETvX9";
    private static final Duration FULL = Duration.ofMinutes(5);
    private static final int FILES = 50_000;
    private static final List<String> SEEDS = List.of(
            "# a comment\nredisUri=\"redis://127.0.0.1:6379\"\n.password=\"" + SECRET
                    + "\"\nencryption.target=\"(name\\=main)\"\n",
            "a=[ \\\r\n  \"" + SECRET + "\", \\\r\n  \"2\", \\\r\n  ]\r\nb=(\"x\")\r\nc=L\"5\"\r\nd=B\"true\"\r\n",
            ".secretKey=\"$[secret:" + SECRET.toLowerCase(java.util.Locale.ROOT) + "]\"\nname=\"m\u00e4in\"\n");
    private static final List<String> PIECES = List.of(
            "\"", "\\", "\n", "\r", "\r\n", "=", "[", "]", "(", ")", ",", "#",
            "\uFEFF", "\u0000", "\u202e", "<<<<<<< HEAD\n", "=======\n", ">>>>>>> b\n", "\\u00", "\\uD800", "$[", "${",
            "L\"", "Q\"", "i[", "\t", "\u00a0", "\u2028", "a=\"1\"\n", "A=\"1\"\n", "x".repeat(70_000),
            "[".repeat(3_000), "\\".repeat(3_001), "\\\n".repeat(3_000));

    private final Random random = new Random(seed());

    private static long seed() {
        long seed = Long.getLong("iam.seed", System.nanoTime());
        System.out.println("the seed of this run is " + seed + "; -Diam.seed=" + seed + " makes the same files");
        return seed;
    }

    @Test
    @Timeout(600)
    void whateverIsInAFileItIsReadOrRefusedWithItsPlace() {
        long began = System.nanoTime();
        int refused = 0;
        boolean full = Boolean.getBoolean("iam.full");
        for (int i = 0; full ? System.nanoTime() - began < FULL.toNanos() : i < FILES; i++) {
            byte[] bytes = broken(SEEDS.get(random.nextInt(SEEDS.size())));
            String name = random.nextBoolean() ? "com.iam.main.config" : "com.iam.main.cfg";
            String shown = name + " (Base64): " + Base64.getEncoder().encodeToString(bytes);
            SettingsFile[] file = new SettingsFile[1];
            assertThatCode(() -> file[0] = SettingsFile.parse(name, new Content.Bytes(bytes))).as(shown)
                    .doesNotThrowAnyException();
            if (file[0] instanceof SettingsFile.Unreadable unreadable) {
                refused++;
                assertThat(unreadable.place()).as(shown).matches("line [1-9]\\d*|the file");
                assertThat(unreadable.reason()).as(shown).isNotBlank().hasSizeLessThan(300).doesNotContain(SECRET);
                assertThat(unreadable.reason().chars()).as(shown).noneMatch(Character::isISOControl);
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    @Timeout(60)
    void theLargestFileIsReadSoon() {
        StringBuilder many = new StringBuilder();
        for (int i = 0; many.length() < Content.LARGEST - 20; i++) {
            many.append("k").append(i).append("=\"\"\n");
        }
        byte[] settings = many.toString().getBytes(StandardCharsets.UTF_8);
        byte[] lines = ("a=" + "\\\n".repeat((Content.LARGEST - 3) / 2)).getBytes(StandardCharsets.UTF_8);

        assertThat(SettingsFile.parse("a.config", new Content.Bytes(settings)))
                .isInstanceOf(SettingsFile.Readable.class);
        assertThat(SettingsFile.parse("a.cfg", new Content.Bytes(lines))).isInstanceOf(SettingsFile.Readable.class);
    }

    private byte[] broken(String seed) {
        String text = seed;
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(text.length() + 1);
            int end = Math.min(text.length(), at + random.nextInt(12));
            text = switch (random.nextInt(4)) {
                case 0 -> text.substring(0, at) + PIECES.get(random.nextInt(PIECES.size())) + text.substring(at);
                case 1 -> text.substring(0, at) + text.substring(end);
                case 2 -> text.substring(0, end) + text.substring(at);
                default -> text.substring(0, at);
            };
        }
        byte[] bytes = text.getBytes(random.nextInt(10) == 0 ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8);
        if (bytes.length > 0 && random.nextInt(4) == 0) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }
}
