package com.iam.checks;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads from the constant pool of a class file which packages of this product the class names. */
final class ClassFile {
    private static final int MAGIC = 0xCAFEBABE;
    private static final Pattern CLASS_NAME = Pattern.compile("(com/iam(?:/[a-z0-9_]+)+)/[A-Z]");

    private ClassFile() {
    }

    /** @return the packages, with dots, of every class in a reference, a descriptor, a signature or an annotation */
    static Set<String> packagesNamedIn(Path file) throws IOException {
        Set<String> packages = new TreeSet<>();
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            if (in.readInt() != MAGIC) {
                throw new IOException(file + " is not a class file");
            }
            in.skipNBytes(4);
            int constants = in.readUnsignedShort();
            for (int i = 1; i < constants; i++) {
                i += readConstant(in, packages);
            }
        }
        return packages;
    }

    /** @return how many further indexes the constant takes: a long or a double takes two in all */
    private static int readConstant(DataInputStream in, Set<String> packages) throws IOException {
        int tag = in.readUnsignedByte();
        switch (tag) {
            case 1 -> CLASS_NAME.matcher(in.readUTF()).results()
                    .forEach(found -> packages.add(found.group(1).replace('/', '.')));
            case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
            case 15 -> in.skipNBytes(3);
            case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
            case 5, 6 -> {
                in.skipNBytes(8);
                return 1;
            }
            default -> throw new IOException("constant of unknown tag " + tag);
        }
        return 0;
    }
}
