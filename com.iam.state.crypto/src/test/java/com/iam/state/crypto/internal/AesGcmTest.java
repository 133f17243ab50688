package com.iam.state.crypto.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class AesGcmTest {

    private static final byte[] NOTHING = {};
    private static final byte[] KEY = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f");

    private final AesGcm cipher = new AesGcm(Jca.PLATFORM);

    /** McGrew and Viega, The Galois/Counter Mode of Operation, appendix B: those for AES-128 with nonces of 96 bits. */
    @ParameterizedTest
    @CsvFileSource(resources = "mcgrew-viega.csv", numLinesToSkip = 1)
    void theTestCasesOfItsAuthorsPass(int number, String key, String nonce, String associated, String plain, String ciphertext,
            String tag) {
        byte[] sealed = hex("ffff" + nonce + ciphertext + tag);

        assertThat(cipher.open(sealed, 2, hex(key), hex(associated))).hasValue(hex(plain));
        for (int bit = 16; bit < sealed.length * 8; bit++) {
            sealed[bit / 8] ^= 1 << bit % 8;
            assertThat(cipher.open(sealed, 2, hex(key), hex(associated))).isEmpty();
            sealed[bit / 8] ^= 1 << bit % 8;
        }
    }

    /** Project Wycheproof (C2SP), aes_gcm_test.json: those for AES-128 with nonces of 96 bits and tags of 128. */
    @ParameterizedTest
    @CsvFileSource(resources = "wycheproof-aes-gcm.csv", numLinesToSkip = 1)
    void theTestCasesOfProjectWycheproofPass(int number, String result, String key, String nonce, String associated, String plain,
            String ciphertext, String tag) {
        Optional<byte[]> opened = cipher.open(hex(nonce + ciphertext + tag), 0, hex(key), hex(associated));

        if (result.equals("valid")) {
            assertThat(opened).hasValue(hex(plain));
        } else {
            assertThat(result).isEqualTo("invalid");
            assertThat(opened).isEmpty();
        }
    }

    /** NIST CAVP, gcmEncryptExtIV128.rsp: those with nonces of 96 bits and tags of 128. The last bit of each tag must matter. */
    @ParameterizedTest
    @CsvFileSource(resources = "nist-cavp-aes-gcm.csv", numLinesToSkip = 1)
    void theTestCasesOfNistPass(int number, String key, String nonce, String associated, String plain, String ciphertext,
            String tag) {
        byte[] sealed = hex(nonce + ciphertext + tag);

        assertThat(cipher.open(sealed, 0, hex(key), hex(associated))).hasValue(hex(plain));
        sealed[sealed.length - 1] ^= 1;
        assertThat(cipher.open(sealed, 0, hex(key), hex(associated))).isEmpty();
    }

    @Test
    void whatWasSealedOpensUnderTheSameKeyAndDataOnly() {
        byte[] sealed = cipher.seal(new byte[] {9}, KEY, new byte[] {1}, new byte[] {2, 3});

        assertThat(sealed).hasSize(1 + 12 + 2 + 16).startsWith(9);
        assertThat(cipher.open(sealed, 1, KEY, new byte[] {1})).hasValue(new byte[] {2, 3});
        assertThat(cipher.open(sealed, 1, KEY, new byte[] {0})).isEmpty();
        assertThat(cipher.open(sealed, 1, KEY, NOTHING)).isEmpty();
        assertThat(cipher.open(sealed, 1, new byte[16], new byte[] {1})).isEmpty();
    }

    @Test
    void whatWasCutOffDoesNotOpen() {
        byte[] sealed = cipher.seal(NOTHING, KEY, NOTHING, new byte[20]);

        for (int length = 0; length < sealed.length; length++) {
            assertThat(cipher.open(Arrays.copyOf(sealed, length), 0, KEY, NOTHING)).isEmpty();
        }
    }

    @Test
    void everyNonceIsAnother() {
        Set<String> nonces = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            nonces.add(HexFormat.of().formatHex(cipher.seal(NOTHING, KEY, NOTHING, NOTHING), 0, AesGcm.NONCE_LENGTH));
        }

        assertThat(nonces).hasSize(10_000);
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
