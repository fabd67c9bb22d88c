package bitline.forecast.data;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/// The stored copies of the public tables, which are no part of the project.
final class PublicData {
  private static final Path DATA = Path.of(System.getProperty("bitline.data", "../shared"));

  private PublicData() {}

  /// The folder that holds `forecast/`; where it is absent, the test is skipped.
  static Path folder() {
    Assumptions.assumeTrue(
        Files.isDirectory(DATA.resolve("forecast")),
        "skipped: no " + DATA.resolve("forecast") + " (-Dbitline.data names another folder)");
    return DATA;
  }

  static Path file(String name) {
    Path file = folder().resolve("forecast").resolve(name);
    Assumptions.assumeTrue(Files.isRegularFile(file), "skipped: no " + file);
    return file;
  }
}
