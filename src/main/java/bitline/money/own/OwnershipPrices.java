package bitline.money.own;

import bitline.base.Problem;
import bitline.base.Spelling;
import bitline.text.Binder;
import bitline.text.Collected;
import bitline.text.Evidence;
import bitline.text.Sourced;
import bitline.text.Yaml;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// What keeping and using hardware costs: `prices/ownership.yaml`.
///
/// @param settings where accelerators work
/// @param training constants of the cost of training
/// @param evidence where every value comes from
@Sourced
public record OwnershipPrices(
    List<Setting> settings, TrainingPrices training, @Collected List<Evidence> evidence) {
  private static final String FILE = "prices/ownership.yaml";

  public OwnershipPrices {
    settings = List.copyOf(settings);
    evidence = List.copyOf(evidence);
    if (settings.isEmpty()) {
      throw new IllegalArgumentException("settings must name at least one place to work");
    }
  }

  private static final class Loaded {
    private static final OwnershipPrices ALL = load();
  }

  /// Those that come with Bitline.
  public static OwnershipPrices known() {
    return Loaded.ALL;
  }

  /// Those of a file of the same form; a [Problem] where it has another.
  public static OwnershipPrices read(Path file) {
    return Binder.written().read(OwnershipPrices.class, file);
  }

  /// The setting of a name; a [Problem] with near names when there is none.
  public Setting setting(String name) {
    List<String> names = settings.stream().map(Setting::name).toList();
    return settings.stream()
        .filter(setting -> setting.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new Problem(
                "no setting '"
                    + name
                    + "'"
                    + Spelling.hint(name, names)
                    + "; "
                    + String.join(", ", names)
                    + " are known"));
  }

  /// Where the values of a setting come from; paths begin below it.
  public List<Evidence> evidence(String setting) {
    for (int i = 0; i < settings.size(); i++) {
      if (settings.get(i).name().equals(setting)) {
        String prefix = "settings[" + i + "].";
        return evidence.stream()
            .filter(e -> e.path().startsWith(prefix))
            .map(e ->
                new Evidence(e.path().substring(prefix.length()), e.written(), e.kind(), e.text()))
            .toList();
      }
    }
    return List.of();
  }

  private static OwnershipPrices load() {
    try (InputStream in = OwnershipPrices.class.getResourceAsStream("/" + FILE)) {
      if (in == null) {
        throw new IllegalStateException("the resource /" + FILE + " is missing from this build");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Binder.written().bind(OwnershipPrices.class, Yaml.parse(text, FILE), FILE);
    } catch (IOException e) {
      throw new IllegalStateException("the resource /" + FILE + " cannot be read", e);
    }
  }
}
