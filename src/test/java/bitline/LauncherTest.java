package bitline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher and the boot class as processes, with JDKs made of a `release` file and two
/// scripts.
class LauncherTest {
  private static final Path LAUNCHER = Path.of("bitline").toAbsolutePath();

  private record Outcome(int code, String text) {}

  private static Outcome run(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.contains("JAVA"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Outcome(process.exitValue(), text);
  }

  private static void assumeShell() {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "launcher test skipped: no /bin/sh");
  }

  /// A folder that looks like a JDK; its java prints its arguments, one on a line.
  private static Path jdk(Path folder, String version) throws IOException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    for (String tool : List.of("java", "javac")) {
      Path file =
          Files.writeString(bin.resolve(tool), "#!/bin/sh\nprintf '%s\\n' \"$@\"\nexit 7\n");
      assertThat(file.toFile().setExecutable(true)).isTrue();
    }
    return folder;
  }

  /// A checkout that has been built: launcher, pom, sources and a newer stamp.
  private static Path checkout(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("src/main"));
    Files.createDirectories(folder.resolve("target/lib"));
    Files.writeString(folder.resolve("pom.xml"), "");
    Files.writeString(folder.resolve("target/bitline-1.jar"), "");
    Files.writeString(folder.resolve("target/bitline-1-sources.jar"), "");
    Files.writeString(folder.resolve("target/launcher.stamp"), "");
    Path launcher = folder.resolve("bitline");
    Files.copy(LAUNCHER, launcher);
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
    return launcher;
  }

  @Test
  void runsTheJarAndPassesOnArgumentsAndExitCode(@TempDir Path folder) throws Exception {
    assumeShell();
    Path launcher = checkout(folder.resolve("a folder, with spaces"));
    Path jdk = jdk(folder.resolve("my jdk"), "25.0.3");
    Outcome outcome =
        run(
            Map.of("BITLINE_JAVA_HOME", jdk.toString(), "BITLINE_JAVA_OPTS", "-Xmx1g -Xss2m"),
            launcher.toString(),
            "run",
            "my model.onnx",
            "*",
            "");
    assertThat(outcome.text().lines())
        .containsSubsequence("--add-modules", "jdk.incubator.vector")
        .containsSubsequence("-Xmx1g", "-Xss2m", "-jar")
        .endsWith("run", "my model.onnx", "*", "")
        .contains(launcher.toRealPath().getParent().resolve("target/bitline-1.jar").toString());
    assertThat(outcome.code()).isEqualTo(7);
  }

  @Test
  void followsALinkToItself(@TempDir Path folder) throws Exception {
    assumeShell();
    Path launcher = checkout(folder.resolve("checkout"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("checkout/bitline"));
    Path jdk = jdk(folder.resolve("jdk"), "25");
    Outcome outcome = run(Map.of("BITLINE_JAVA_HOME", jdk.toString()), link.toString(), "x");
    assertThat(outcome.text()).contains(launcher.toRealPath().getParent() + "/target");
  }

  @Test
  void stopsWhenTheChosenJdkIsNotOne(@TempDir Path folder) throws Exception {
    assumeShell();
    Path launcher = checkout(folder.resolve("checkout"));
    String old = jdk(folder.resolve("old"), "17.0.15").toString();
    Outcome outcome = run(Map.of("BITLINE_JAVA_HOME", old), launcher.toString());
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.text())
        .isEqualTo(
            "bitline: BITLINE_JAVA_HOME is '"
                + old
                + "', which is JDK 17, not a JDK 25 or newer; correct it, or unset it to search\n");
    outcome = run(Map.of("BITLINE_JAVA_HOME", "/nowhere"), launcher.toString());
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.text()).contains("is '/nowhere', which is not a JDK 25");
  }

  @Test
  void passesOverAnOldJavaHomeForTheOneThatFits(@TempDir Path folder) throws Exception {
    assumeShell();
    Path launcher = checkout(folder.resolve("checkout"));
    Path old = jdk(folder.resolve("jdk-17"), "17.0.15");
    Path fits = jdk(folder.resolve("jdk 25"), "25");
    Outcome outcome =
        run(
            Map.of("JAVA_HOME", old.toString(), "JAVA_HOME_25_X64", fits.toString()),
            launcher.toString(),
            "here");
    assertThat(outcome.code()).isEqualTo(7);
    assertThat(outcome.text()).endsWith("here\n");
  }

  @Test
  void bootSaysThatJavaIsTooOld() throws Exception {
    Optional<Path> old = oldJava();
    assumeTrue(old.isPresent(), "boot test skipped: no Java 11 to 24 on this machine");
    Outcome outcome =
        run(Map.of(), old.get().toString(), "-cp", "target/classes", "bitline.boot.Boot", "demo");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.text())
        .startsWith("bitline needs Java 25 or newer; this is Java ")
        .endsWith("). Run ./bitline instead\n")
        .hasLineCount(1);
  }

  private static Optional<Path> oldJava() throws IOException {
    Path folder = Path.of("/usr/lib/jvm");
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> jdks = Files.list(folder)) {
      return jdks.sorted()
          .filter(jdk -> jdk.getFileName().toString().matches(".*\\b(11|17|21)\\b.*"))
          .map(jdk -> jdk.resolve("bin/java"))
          .filter(Files::isExecutable)
          .findFirst();
    }
  }
}
