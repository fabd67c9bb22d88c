package bitline.forecast.measure;

import bitline.text.Binder;
import bitline.text.Collected;
import bitline.text.Evidence;
import bitline.text.Range;
import bitline.text.Sourced;
import bitline.text.Yaml;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Numbers that measures are agreed on: `measures/conventions.yaml`.
///
/// @param uses what machines are used for
/// @param indices of prices
/// @param weights of measures in an [Index], which sum to 1
/// @param evidence where every value comes from
@Sourced(graded = true)
public record Conventions(
    List<Use> uses,
    List<PriceIndex> indices,
    List<Weight> weights,
    @Collected List<Evidence> evidence) {
  private static final String FILE = "measures/conventions.yaml";

  public Conventions {
    uses = List.copyOf(uses);
    indices = List.copyOf(indices);
    weights = List.copyOf(weights);
    evidence = List.copyOf(evidence);
    double sum = weights.stream().mapToDouble(Weight::weight).sum();
    if (!(Math.abs(sum - 1) < 1e-9)) {
      throw new IllegalArgumentException("weights sum to " + sum + ", not to 1");
    }
  }

  /// The weight of a measure.
  ///
  /// @param measure its key
  public record Weight(String measure, @Range(min = 0, max = 1) double weight) {}

  private static final class Loaded {
    private static final Conventions ALL = load();
  }

  /// Those that come with Bitline.
  public static Conventions known() {
    return Loaded.ALL;
  }

  /// Those of a file of the same form; a [bitline.base.Problem] where it has another.
  public static Conventions read(Path file) {
    return Binder.written().read(Conventions.class, file);
  }

  /// The use of a name; a [bitline.base.Problem] when there is none.
  public Use use(String name) {
    return Keys.find("use", name, uses, Use::name);
  }

  /// The index of a name; a [bitline.base.Problem] when there is none.
  public PriceIndex index(String name) {
    return Keys.find("price index", name, indices, PriceIndex::name);
  }

  /// Weights by measure, in the order of the file.
  public Map<Measure, Double> weighing() {
    Map<Measure, Double> out = new LinkedHashMap<>();
    weights.forEach(each -> out.put(Measure.of(each.measure), each.weight));
    return out;
  }

  private static Conventions load() {
    try (InputStream in = Conventions.class.getResourceAsStream("/" + FILE)) {
      if (in == null) {
        throw new IllegalStateException("the resource /" + FILE + " is missing from this build");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Binder.written().bind(Conventions.class, Yaml.parse(text, FILE), FILE);
    } catch (IOException e) {
      throw new IllegalStateException("the resource /" + FILE + " cannot be read", e);
    }
  }
}
