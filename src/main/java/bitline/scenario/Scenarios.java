package bitline.scenario;

import bitline.base.Problem;
import bitline.text.Binder;
import bitline.text.Yaml;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The door to scenarios: the one that comes with Bitline, and any YAML file.
public final class Scenarios {
  private static final String OWN = "scenarios/edge_first.yaml";

  private Scenarios() {}

  /// Where compute-in-memory should begin.
  public static Scenario edgeFirst() {
    try (InputStream in = Scenarios.class.getResourceAsStream("/" + OWN)) {
      if (in == null) {
        throw new IllegalStateException("the resource /" + OWN + " is missing from this build");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Binder.written().bind(Scenario.class, Yaml.parse(text, OWN), OWN);
    } catch (IOException e) {
      throw new IllegalStateException("the resource /" + OWN + " cannot be read", e);
    }
  }

  /// Reads a scenario file.
  public static Scenario read(Path file) {
    String name = file.toString();
    if (!name.endsWith(".yaml") && !name.endsWith(".yml")) {
      throw Problem.at(name, "is no scenario; a scenario is a file that ends in .yaml");
    }
    if (!Files.isRegularFile(file)) {
      throw Problem.at(name, "no such file; './bitline scenario' without one reads " + OWN);
    }
    return Binder.written().read(Scenario.class, file);
  }
}
