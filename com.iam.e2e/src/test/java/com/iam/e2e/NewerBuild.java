package com.iam.e2e;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** Makes a newer build of a bundle: the same classes under a higher version. */
final class NewerBuild {

    private NewerBuild() {
    }

    /** Overwrites the bundle in {@code load/}. */
    static void drop(Instance instance, String bundle, String version) throws IOException {
        Path target = instance.folder.resolve("load").resolve(bundle + ".jar");
        Path part = Files.createTempFile(instance.folder, bundle, ".part");
        try (JarFile old = new JarFile(target.toFile()); OutputStream file = Files.newOutputStream(part)) {
            Manifest manifest = new Manifest(old.getManifest());
            manifest.getMainAttributes().putValue("Bundle-Version", version);
            try (JarOutputStream jar = new JarOutputStream(file, manifest)) {
                for (var entries = old.entries(); entries.hasMoreElements();) {
                    ZipEntry entry = entries.nextElement();
                    if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
                        jar.putNextEntry(new ZipEntry(entry.getName()));
                        old.getInputStream(entry).transferTo(jar);
                        jar.closeEntry();
                    }
                }
            }
        }
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
