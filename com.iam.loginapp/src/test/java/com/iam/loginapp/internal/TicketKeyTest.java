package com.iam.loginapp.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.iam.loginapp.internal.Verdict.Reason;
import com.iam.loginapp.internal.Verdict.Refused;
import com.iam.loginapp.internal.Verdict.Valid;
import com.iam.support.config.InvalidSettingException;
import com.iam.support.config.Settings;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;

class TicketKeyTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:15:30Z");
    private static final KeyPair RSA = rsa(2048);
    private static final KeyPair EC = ec("secp256r1");

    private static KeyPair rsa(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static KeyPair ec(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String pem(PublicKey key) {
        return "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(key.getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    private static TicketIssuers trusting(String pem) {
        Map<String, Object> settings = TicketMaker.settings("");
        settings.put("publicKey", pem);
        TicketIssuers issuers = new TicketIssuers();
        issuers.add(TicketIssuer.from(new Settings(settings)));
        return issuers;
    }

    private static Reason reason(TicketIssuers issuers, String ticket) {
        return issuers.verdict(ticket, NOW) instanceof Refused refused ? refused.reason() : null;
    }

    @Test
    void whatTheOwnerOfAPrivateKeySignedIsAccepted() throws Exception {
        TicketMaker rs256 = new TicketMaker(JWSAlgorithm.RS256, new RSASSASigner(RSA.getPrivate()));
        TicketMaker es256 = new TicketMaker(JWSAlgorithm.ES256, new ECDSASigner((ECPrivateKey) EC.getPrivate()));

        assertThat(trusting(pem(RSA.getPublic())).verdict(rs256.ticket(NOW), NOW)).isInstanceOf(Valid.class);
        assertThat(trusting(pem(EC.getPublic())).verdict(es256.ticket(NOW), NOW)).isInstanceOf(Valid.class);
        assertThat(trusting(pem(EC.getPublic()).replaceAll("\\s+(?!PUBLIC|KEY)", " ")).verdict(es256.ticket(NOW), NOW))
                .as("on one line").isInstanceOf(Valid.class);
        assertThat(reason(trusting(pem(RSA.getPublic())), es256.ticket(NOW))).isEqualTo(Reason.WRONG_ALGORITHM);
        assertThat(reason(trusting(pem(rsa(2048).getPublic())), rs256.ticket(NOW))).isEqualTo(Reason.WRONG_SIGNATURE);
    }

    @Test
    void anotherAlgorithmOfTheSameKeyIsRefused() throws Exception {
        for (JWSAlgorithm other : new JWSAlgorithm[] {JWSAlgorithm.RS512, JWSAlgorithm.PS256}) {
            TicketMaker maker = new TicketMaker(other, new RSASSASigner(RSA.getPrivate()));
            assertThat(reason(trusting(pem(RSA.getPublic())), maker.ticket(NOW))).isEqualTo(Reason.WRONG_ALGORITHM);
        }
    }

    /** Who could choose the algorithm would sign with what everybody has. */
    @Test
    void aPublicKeyIsNoSecret() {
        for (KeyPair pair : new KeyPair[] {RSA, EC}) {
            String pem = pem(pair.getPublic());
            for (byte[] secret : new byte[][] {pair.getPublic().getEncoded(), pem.getBytes(StandardCharsets.US_ASCII),
                pem.strip().getBytes(StandardCharsets.US_ASCII)}) {
                assertThat(reason(trusting(pem), TicketMaker.withSecret(secret).ticket(NOW))).isEqualTo(Reason.WRONG_ALGORITHM);
            }
        }
    }

    /** CVE-2022-21449, and signatures that are too short or too long. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64, 65, 256})
    void aSignatureOfZeroesIsNone(int length) throws Exception {
        String ticket = new TicketMaker(JWSAlgorithm.ES256, new ECDSASigner((ECPrivateKey) EC.getPrivate())).ticket(NOW);
        String zeroes = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[length]);

        assertThat(reason(trusting(pem(EC.getPublic())), ticket.substring(0, ticket.lastIndexOf('.') + 1) + zeroes))
                .isEqualTo(length == 0 ? Reason.MALFORMED : Reason.WRONG_SIGNATURE);
    }

    @Test
    void whatWouldNotProtectIsRefusedWithoutBeingTold() {
        String good = pem(RSA.getPublic());
        byte[] broken = Arrays.copyOf(RSA.getPublic().getEncoded(), 100);
        for (String key : new String[] {"nonsense", pem(rsa(1024).getPublic()), pem(ec("secp384r1").getPublic()),
            good.replace("PUBLIC KEY", "PRIVATE KEY"), good.replaceFirst("MII", "M!I"),
            "-----BEGIN PUBLIC KEY-----" + Base64.getEncoder().encodeToString(broken) + "-----END PUBLIC KEY-----"}) {
            assertThatThrownBy(() -> trusting(key)).isInstanceOfSatisfying(InvalidSettingException.class, invalid -> {
                assertThat(invalid.key()).isEqualTo("publicKey");
                assertThat(invalid).hasMessageContaining("RSA of at least 2048 bits, or EC on P-256");
            });
        }
    }
}
