package com.iam.loginapp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.iam.loginapp.internal.Verdict.Reason;
import com.iam.loginapp.internal.Verdict.Refused;
import com.iam.loginapp.internal.Verdict.Valid;
import com.iam.support.config.Settings;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;

class TicketIssuersTest {

    private static final String SECRET = TicketMaker.newSecret(32);
    private static final Instant NOW = Instant.parse("2026-03-01T10:15:30Z");

    private final TicketMaker portal = TicketMaker.withSecret(SECRET);
    private final TicketIssuers issuers = new TicketIssuers();

    @BeforeEach
    void trustThePortal() {
        issuers.add(TicketMaker.issuer(SECRET));
    }

    private Reason reason(String ticket) {
        return issuers.verdict(ticket, NOW) instanceof Refused refused ? refused.reason() : null;
    }

    private Reason reason(Consumer<JWTClaimsSet.Builder> change) {
        return reason(portal.ticket(NOW, change));
    }

    private static Consumer<JWTClaimsSet.Builder> lives(long from, long to) {
        return claims -> claims.issueTime(Date.from(NOW.plusSeconds(from))).expirationTime(Date.from(NOW.plusSeconds(to)));
    }

    @Test
    void aTicketOfATrustedIssuerIsTheIssuersWord() {
        Verdict verdict = issuers.verdict(portal.ticket(NOW, claims -> claims.jwtID("7")), NOW);

        assertThat(verdict).isEqualTo(new Valid(new Ticket(TicketMaker.ISSUER, "7", "alice", Optional.empty(),
                NOW.plus(Duration.ofSeconds(65)))));
    }

    @Test
    void withoutIssuersNoTicketIsAccepted() {
        TicketIssuers none = new TicketIssuers();

        assertThat(none.verdict(portal.ticket(NOW), NOW)).isEqualTo(new Refused(Reason.UNKNOWN_ISSUER));
        assertThat(reason(claims -> claims.issuer("https://elsewhere.example"))).isEqualTo(Reason.UNKNOWN_ISSUER);
        assertThat(reason(claims -> claims.issuer(null))).isEqualTo(Reason.UNKNOWN_ISSUER);
    }

    @Test
    void oneIssuersKeyIsOfNoUseInTheNameOfAnother() {
        String other = TicketMaker.newSecret(32);
        Map<String, Object> settings = TicketMaker.settings(other);
        settings.put("issuer", "partner");
        issuers.add(TicketIssuer.from(new Settings(settings)));

        assertThat(reason(TicketMaker.withSecret(other).ticket(NOW))).isEqualTo(Reason.WRONG_SIGNATURE);
        assertThat(reason(TicketMaker.withSecret(other).ticket(NOW, claims -> claims.issuer("partner")))).isNull();
    }

    @Test
    void whatIsSignedByAnotherKeyOrWasChangedIsForged() {
        assertThat(reason(TicketMaker.withSecret(TicketMaker.newSecret(32)).ticket(NOW))).isEqualTo(Reason.WRONG_SIGNATURE);
        String[] parts = portal.ticket(NOW).split("\\.");
        String bob = Base64.getUrlEncoder().withoutPadding().encodeToString(new String(Base64.getUrlDecoder().decode(parts[1]),
                StandardCharsets.UTF_8).replace("alice", "bob").getBytes(StandardCharsets.UTF_8));
        assertThat(reason(parts[0] + "." + bob + "." + parts[2])).isEqualTo(Reason.WRONG_SIGNATURE);
    }

    @Test
    void anUnsignedTicketIsNone() {
        JWTClaimsSet claims = new JWTClaimsSet.Builder().issuer(TicketMaker.ISSUER).subject("alice").build();

        assertThat(reason(new PlainJWT(claims).serialize())).isEqualTo(Reason.MALFORMED);
        String[] parts = portal.ticket(NOW).split("\\.");
        String none = base64("{\"alg\":\"none\",\"typ\":\"sso-ticket+jwt\"}");
        assertThat(reason(none + "." + parts[1] + ".")).isEqualTo(Reason.MALFORMED);
        assertThat(reason(none + "." + parts[1] + "." + parts[2])).isEqualTo(Reason.MALFORMED);
        assertThat(reason(parts[0] + "." + parts[1] + ".")).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void theAlgorithmIsThatOfTheSettings() {
        byte[] long64 = Base64.getDecoder().decode(TicketMaker.newSecret(64));
        TicketIssuers strict = new TicketIssuers();
        strict.add(TicketMaker.issuer(Base64.getEncoder().encodeToString(long64)));
        TicketMaker same = TicketMaker.withSecret(long64);
        JWSHeader hs512 = new JWSHeader.Builder(JWSAlgorithm.HS512).type(TicketIssuers.TYPE).build();

        assertThat(strict.verdict(same.ticket(NOW), NOW)).isInstanceOf(Valid.class);
        assertThat(strict.verdict(same.ticket(hs512, NOW, claims -> { }), NOW)).isEqualTo(
                new Refused(Reason.WRONG_ALGORITHM, Optional.of(TicketMaker.ISSUER), Optional.empty()));
    }

    @Test
    void anotherKindOfTokenOfTheSameIssuerIsNoTicket() {
        for (JOSEObjectType type : new JOSEObjectType[] {JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null}) {
            JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256).type(type).build();
            assertThat(reason(portal.ticket(header, NOW, claims -> { }))).isEqualTo(Reason.WRONG_TYPE);
        }
    }

    @Test
    void whatATicketWantsToBeUnderstoodAndIsNotIsRefused() {
        JWSHeader header = portal.header().criticalParams(Set.of("exp")).customParam("exp", 1).build();

        assertThat(reason(portal.ticket(header, NOW, claims -> { }))).isEqualTo(Reason.WRONG_SIGNATURE);
    }

    @Test
    void aTicketForSomebodyElseIsRefused() {
        assertThat(reason(claims -> claims.audience("shop"))).isEqualTo(Reason.WRONG_AUDIENCE);
        assertThat(reason(claims -> claims.audience((String) null))).isEqualTo(Reason.WRONG_AUDIENCE);
        assertThat(reason(claims -> claims.audience(List.of("shop", "login")))).isNull();
    }

    @Test
    void aTicketIsGoodForItsTimeAndTheDifferenceOfTwoClocks() {
        assertThat(reason(lives(-60, -4))).isNull();
        assertThat(reason(lives(-60, -5))).isEqualTo(Reason.EXPIRED);
        assertThat(reason(lives(5, 60))).isNull();
        assertThat(reason(lives(6, 60))).isEqualTo(Reason.NOT_YET_VALID);
        assertThat(reason(claims -> claims.notBeforeTime(Date.from(NOW.plusSeconds(5))))).isNull();
        assertThat(reason(claims -> claims.notBeforeTime(Date.from(NOW.plusSeconds(6))))).isEqualTo(Reason.NOT_YET_VALID);
    }

    @Test
    void aTicketMayNotLiveLongerThanTheSettingsSay() {
        assertThat(reason(lives(-30, 30))).isNull();
        assertThat(reason(lives(-30, 31))).isEqualTo(Reason.LIVES_TOO_LONG);
        assertThat(reason(lives(10, 5))).isEqualTo(Reason.WRONG_CLAIMS);
    }

    @Test
    void onlyAnIssuerThatMayRepresentHasSomebodyActForAUser() {
        Consumer<JWTClaimsSet.Builder> acting = claims -> claims.claim("act", Map.of("sub", "admin", "act", Map.of("sub", "root")));
        assertThat(issuers.verdict(portal.ticket(NOW, acting), NOW)).isEqualTo(
                new Refused(Reason.MAY_NOT_REPRESENT, Optional.of(TicketMaker.ISSUER), Optional.of("alice")));

        TicketIssuers representing = new TicketIssuers();
        Map<String, Object> settings = TicketMaker.settings(SECRET);
        settings.put("mayRepresent", "true");
        representing.add(TicketIssuer.from(new Settings(settings)));
        assertThat(representing.verdict(portal.ticket(NOW, acting), NOW)).isInstanceOfSatisfying(Valid.class,
                valid -> assertThat(valid.ticket().administrator()).contains("admin"));
        assertThat(representing.verdict(portal.ticket(NOW), NOW)).isInstanceOf(Valid.class);
    }

    @Test
    void eachClaimThatIsNeededMustBeThere() {
        List<Consumer<JWTClaimsSet.Builder>> changes = List.of(claims -> claims.jwtID(null), claims -> claims.jwtID(" "),
                claims -> claims.jwtID("x".repeat(256)), claims -> claims.subject(null), claims -> claims.subject("a".repeat(129)),
                claims -> claims.subject("alice\trepresented by admin"), claims -> claims.issueTime(null),
                claims -> claims.expirationTime(null), claims -> claims.claim("act", "admin"),
                claims -> claims.claim("act", Map.of()), claims -> claims.claim("act", Map.of("sub", 7)),
                claims -> claims.claim("act", Map.of("sub", "ad\nmin")),
                claims -> claims.claim("act", Map.of("sub", "ad\u202emin")), claims -> claims.claim("act", Map.of("sub", "ad\u2066min")),
                claims -> claims.claim("act", Map.of("sub", "ad\u200bmin")), claims -> claims.claim("act", Map.of("sub", "ad\u2028min")));

        assertThat(changes).allSatisfy(change -> assertThat(reason(change)).isEqualTo(Reason.WRONG_CLAIMS));
        String claims = """
                {"iss": "%s", "aud": "login", "sub": "alice", "jti": "%s", "iat": %d, "exp": %d}""";
        assertThat(reason(portal.signed(claims.formatted(TicketMaker.ISSUER, "7", NOW.getEpochSecond(), NOW.getEpochSecond() + 60))))
                .isNull();
        assertThat(reason(portal.signed(claims.formatted(TicketMaker.ISSUER, "\\ud800", NOW.getEpochSecond(),
                NOW.getEpochSecond() + 60)))).as("half a character").isEqualTo(Reason.WRONG_CLAIMS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "...", "a.b.c", "eyJhbGciOiJIUzI1NiJ9..", "{}", "\u0000", "a.b.c.d.e",
            "W10.W10.W10", "bnVsbA.bnVsbA.bnVsbA", "eyJhbGciOiJIUzI1NiJ9.bnVsbA.AA"})
    void whatIsNoSignedTokenIsMalformed(String text) {
        assertThat(reason(text)).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void whatIsTooLongOrNestedIsNotLookedInto() {
        assertThat(reason(portal.ticket(NOW, claims -> claims.claim("more", "x".repeat(4096))))).isEqualTo(Reason.MALFORMED);
        String nested = base64("{\"alg\":\"HS256\",\"jwk\":" + "[".repeat(1400) + "]".repeat(1400) + "}");
        assertThat(reason(nested + "." + base64("{}") + ".AA")).isEqualTo(Reason.MALFORMED);
    }

    /** What a stranger can send is refused with a reason, too, whatever its header has. */
    @ParameterizedTest
    @ValueSource(strings = {"'crit':[]", "'crit':['b64'],'b64':false", "'b64':false", "'b64':'x'", "'crit':7", "'jwk':{}", "'jwk':7",
            "'jwk':{'kty':'oct','k':'AA'}", "'jwk':{'kty':'RSA','n':'AQAB','e':'AQAB'}", "'x5c':[1]", "'x5c':['AA']", "'x5u':':::'",
            "'jku':'http://127.0.0.1:1/'", "'kid':[]", "'kid':'../../key'", "'cty':7", "'typ':7", "'alg':7", "'alg':null", "'alg':''",
            "'enc':'A128GCM'", "'zip':'DEF'", "'x5t#S256':7", "'exp':1e999"})
    void aHeaderThatNobodyAskedForIsRefused(String member) {
        String header = base64("{'typ':'sso-ticket+jwt',%s,'alg':'HS256'}".formatted(member).replace('\'', '"'));
        String replaced = base64("{'typ':'sso-ticket+jwt',%s}".formatted(member).replace('\'', '"'));
        String rest = portal.ticket(NOW).substring(portal.ticket(NOW).indexOf('.'));

        assertThat(reason(header + rest)).isNotNull();
        assertThat(reason(replaced + rest)).isNotNull();
    }

    /** Whatever is changed: it is refused with a reason, and with nothing else. */
    @Test
    void aTimeThatEndsWhereItBeganIsNone() {
        String claims = "{\"iss\":\"%s\",\"aud\":\"login\",\"sub\":\"alice\",\"jti\":\"7\",\"iat\":%s,\"exp\":%s,\"nbf\":%s}";
        long now = NOW.getEpochSecond();
        long round = 18_446_744_073_709_552L; // 2^64 / 1000
        assertThat(reason(portal.signed(claims.formatted(TicketMaker.ISSUER, now, now + 60, now)))).isNull();
        for (String wrong : List.of(now + 60 + round + "", now + 60 - round + "", "1e30", "-1", "253402300800", "9223372036854775808",
                "\"" + (now + 60) + "\"", "true", "[]")) {
            assertThat(reason(portal.signed(claims.formatted(TicketMaker.ISSUER, now, wrong, now)))).as("exp %s", wrong)
                    .isIn(Reason.WRONG_CLAIMS, Reason.MALFORMED);
            assertThat(reason(portal.signed(claims.formatted(TicketMaker.ISSUER, wrong, now + 60, now)))).as("iat %s", wrong).isNotNull();
            assertThat(reason(portal.signed(claims.formatted(TicketMaker.ISSUER, now, now + 60, wrong)))).as("nbf %s", wrong).isNotNull();
        }
    }

    @Test
    void noChangedTicketIsAcceptedOrFails() {
        Random random = new Random(7);
        String good = portal.ticket(NOW);
        for (int i = 0; i < 3000; i++) {
            StringBuilder changed = new StringBuilder(good);
            int length = i % 3 == 0 ? good.indexOf('.') : good.lastIndexOf('.');
            for (int j = 0; j <= random.nextInt(3); j++) {
                int at = random.nextInt(length);
                char next = (char) (random.nextInt(4) == 0 ? random.nextInt(128) : "ABCabc012_-."
                        .charAt(random.nextInt(12)));
                changed.setCharAt(at, next);
            }
            if (!changed.toString().equals(good)) {
                assertThat(reason(changed.toString())).as(changed.toString()).isNotNull();
            }
        }
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
