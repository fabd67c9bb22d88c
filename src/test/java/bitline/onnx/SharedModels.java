package bitline.onnx;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/// The networks that lie beside the project; tests that need them skip where they are not there.
final class SharedModels {
  private SharedModels() {}

  static Path folder() {
    Path models = Path.of(System.getProperty("bitline.data", "../shared")).resolve("models");
    Assumptions.assumeTrue(
        Files.isDirectory(models),
        "skipped: no " + models + " (-Dbitline.data names another folder)");
    return models;
  }
}
