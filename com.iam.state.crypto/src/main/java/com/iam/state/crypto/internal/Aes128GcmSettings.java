package com.iam.state.crypto.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import com.iam.state.api.StateUnavailableException;
import com.iam.support.config.InvalidSettingException;
import com.iam.support.config.Settings;

/** The settings of one AES 128 GCM encryption, made into keys at once: no key stays around as text or bytes. */
record Aes128GcmSettings(Jca jca, KeyRing keys) {

    static final String SECRET_KEY = ".secretKey";
    static final String ENABLED_KEYS = ".enabledKeys";
    static final String RETIRED_KEYS = "retiredKeys";
    static final String PROVIDER = "provider";

    private static final Pattern KEY_ID = Pattern.compile("[0-9a-f]{16}");

    static Aes128GcmSettings of(Settings settings) {
        Jca jca = settings.optionalText(PROVIDER).map(Aes128GcmSettings::provider).orElse(Jca.PLATFORM);
        HmacSha256 hmac = new HmacSha256(jca);
        StateEncryptionKey primary = key(SECRET_KEY, settings.text(SECRET_KEY), hmac);
        List<StateEncryptionKey> enabled = new ArrayList<>();
        for (String text : settings.texts(ENABLED_KEYS)) {
            enabled.add(key(ENABLED_KEYS, text, hmac));
        }
        try {
            new KeyRing(primary, enabled, Set.of());
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(ENABLED_KEYS, e.getMessage());
        }
        try {
            return new Aes128GcmSettings(jca, new KeyRing(primary, enabled, retired(settings)));
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(RETIRED_KEYS, e.getMessage());
        }
    }

    /** Says how long a key is, never what. */
    private static StateEncryptionKey key(String setting, String text, HmacSha256 hmac) {
        byte[] secret;
        try {
            secret = Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(setting,
                    "must be Base64 of exactly " + StateEncryptionKey.LENGTH + " bytes, and is no Base64 (RFC 4648, section 4)");
        }
        try {
            if (secret.length != StateEncryptionKey.LENGTH) {
                throw new InvalidSettingException(setting,
                        "must be Base64 of exactly " + StateEncryptionKey.LENGTH + " bytes, not of " + secret.length);
            }
            return new StateEncryptionKey(secret, hmac);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private static Set<String> retired(Settings settings) {
        Set<String> ids = new LinkedHashSet<>();
        for (String text : settings.texts(RETIRED_KEYS)) {
            String id = text.toLowerCase(Locale.ROOT);
            if (!KEY_ID.matcher(id).matches()) {
                // The value is not shown: an operator may have put a key where its id belongs.
                throw new InvalidSettingException(RETIRED_KEYS, "must be key ids, 16 hexadecimal digits each");
            }
            ids.add(id);
        }
        return ids;
    }

    private static Jca provider(String name) {
        Jca jca = Jca.named(name).orElseThrow(
                () -> new InvalidSettingException(PROVIDER, "no JCA provider is installed under the name '" + name + "'"));
        try {
            byte[] key = new HmacSha256(jca).of(new byte[HmacSha256.LENGTH], new byte[0]);
            AesGcm cipher = new AesGcm(jca);
            byte[] sealed = cipher.seal(new byte[0], Arrays.copyOf(key, StateEncryptionKey.LENGTH), new byte[1], new byte[1]);
            cipher.open(sealed, 0, Arrays.copyOf(key, StateEncryptionKey.LENGTH), new byte[1]).orElseThrow(
                    () -> new InvalidSettingException(PROVIDER, "the provider does not open what it sealed"));
            return jca;
        } catch (StateUnavailableException e) {
            throw new InvalidSettingException(PROVIDER, "the provider '" + name
                    + "' does not offer HmacSHA256, or AES/GCM/NoPadding with nonces of its own");
        }
    }
}
