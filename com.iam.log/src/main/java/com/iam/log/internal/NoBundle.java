package com.iam.log.internal;

import java.io.File;
import java.io.IOException;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

import org.apache.felix.fileinstall.ArtifactInstaller;
import org.osgi.framework.Constants;

/**
 * Takes the jars that are no bundles, unless another installer does, and says why they are none: File Install alone passes over them
 * without a word. To be registered with the lowest ranking. File Install asks its own installer of bundles after all others.
 */
final class NoBundle implements ArtifactInstaller {

    @Override
    public boolean canHandle(File file) {
        return file.isFile() && file.getName().endsWith(".jar") && reason(file).isPresent();
    }

    @Override
    public void install(File file) throws IOException {
        throw new IOException(file.getName() + " is no bundle: " + reason(file).orElse("it was none a moment ago"));
    }

    @Override
    public void update(File file) throws IOException {
        install(file);
    }

    @Override
    public void uninstall(File file) {
        // Nothing of it is installed.
    }

    private static Optional<String> reason(File file) {
        try (JarFile jar = new JarFile(file)) {
            Manifest manifest = jar.getManifest();
            if (manifest == null) {
                return Optional.of("it has no manifest");
            }
            return manifest.getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME) == null
                    ? Optional.of("its manifest has no " + Constants.BUNDLE_SYMBOLICNAME) : Optional.empty();
        } catch (IOException e) {
            return Optional.of("it is no jar (" + e.getMessage() + ")");
        }
    }
}
