package com.iam.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.iam.state.testkit.Await;

/** What the framework and its services have to say about files that operators drop stands in the log of the instance. */
class FaultyFilesTest {

    private static final String COMPONENT = """
            <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="faulty" activate="activate" immediate="true">
              <implementation class="%s"/>
              <service><provide interface="java.lang.Runnable"/></service>
            </scr:component>
            """.formatted(FaultyComponent.class.getName());

    @TempDir
    Path folder;

    @Test
    void theLogTellsWhyAFileIsNotInForce() throws IOException {
        try (Instance instance = Instance.start(folder.resolve("instance"), folder.resolve("work"))) {
            assertThat(instance.log()).as("a normal start").doesNotContain(" ERROR ").doesNotContain("BundleEvent");

            drop(instance, "unresolvable.jar", Map.of("Bundle-SymbolicName", "org.example.unresolvable", "Import-Package", "no.such"));
            drop(instance, "faulty.jar", Map.of("Bundle-SymbolicName", "org.example.faulty", "Service-Component", "faulty.xml"));
            instance.configure("com.iam.state.memory-b.config", "capacity=\"5\"", "Capacity=\"6\"");

            Files.writeString(instance.folder.resolve("load/broken.jar"), "this is no jar");

            awaitLines(instance, "broken.jar is no bundle: it is no jar", "Unable to resolve org.example.unresolvable", FaultyComponent.REASON,
                    "com.iam.state.memory-b.config", "Capacity");
        }
    }

    private static void awaitLines(Instance instance, String... texts) {
        for (String text : texts) {
            Await.until("the log says: " + text, () -> instance.log().contains(text));
        }
    }

    private void drop(Instance instance, String name, Map<String, String> headers) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
        headers.forEach(manifest.getMainAttributes()::putValue);
        Path part = folder.resolve(name);
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(part), manifest)) {
            jar.putNextEntry(new ZipEntry("faulty.xml"));
            jar.write(COMPONENT.getBytes(StandardCharsets.UTF_8));
            String type = FaultyComponent.class.getName().replace('.', '/') + ".class";
            jar.putNextEntry(new ZipEntry(type));
            FaultyComponent.class.getClassLoader().getResourceAsStream(type).transferTo(jar);
        }
        Files.move(part, instance.folder.resolve("load").resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Copied into a bundle; uses nothing but the JDK. */
    public static class FaultyComponent implements Runnable {

        static final String REASON = "this component never activates";

        void activate() {
            throw new IllegalStateException(REASON);
        }

        @Override
        public void run() {
            throw new UnsupportedOperationException();
        }
    }
}
