package bitline.cli;

import bitline.base.Problem;
import bitline.report.Figure;
import bitline.text.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// The figures of `bitline bench`, which is a program of its own: what is timed must not share a
/// process with what came before.
final class Speed {
  private static final String PART = "speed";

  private Speed() {}

  /// @param home the project's folder, which the launcher lies in
  static List<Figure> measure(Path home, Path data) {
    boolean windows = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("win");
    Path launcher = home.resolve(windows ? "bitline.cmd" : "bitline");
    if (!Files.isRegularFile(launcher) || !Files.isRegularFile(home.resolve("bench/pom.xml"))) {
      String why = "there are no benchmarks in " + home + "; run it from the project's folder";
      return List.of(new Figure(PART, "arrays and networks", "-", "", null, why));
    }
    try {
      Process process =
          new ProcessBuilder(
                  launcher.toString(), "bench", "--figures", "--data", data.toAbsolutePath() + "")
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      process.getOutputStream().close();
      String text;
      try (var in = process.getInputStream()) {
        text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
      int status = process.waitFor();
      if (status != Main.DONE && status != Main.NO) {
        throw new Problem("'bitline bench' ended with " + status + "; see above");
      }
      return Json.read(Figure.Several.class, text, "what 'bitline bench' printed").figures();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem("interrupted while timing", e);
    }
  }
}
