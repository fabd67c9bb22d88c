package bitline.forecast.mix;

import bitline.base.Problem;
import bitline.base.Spelling;
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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Technologies that are not the mainstream, as `technologies/branches.yaml` describes them.
///
/// @param reference decimal year in which they are set beside the mainstream
/// @param system what lies between a chip and a machine that is bought
/// @param branches by unique names
/// @param evidence where every number comes from
@Sourced
public record Branches(
    @Range(min = 2000, max = 2100) double reference,
    SystemNeeds system,
    List<Branch> branches,
    @Collected List<Evidence> evidence) {
  private static final String FILE = "technologies/branches.yaml";

  public Branches {
    branches = List.copyOf(branches);
    evidence = List.copyOf(evidence);
    Set<String> names = new HashSet<>();
    for (Branch branch : branches) {
      if (!names.add(branch.name())) {
        throw new IllegalArgumentException("branches has '" + branch.name() + "' twice");
      }
    }
  }

  private static final class Loaded {
    private static final Branches ALL = load();
  }

  /// Those that come with Bitline.
  public static Branches standard() {
    return Loaded.ALL;
  }

  /// Those of a file of the same form; a [Problem] where it has another.
  public static Branches read(Path file) {
    return Binder.written().read(Branches.class, file);
  }

  /// These with only the branches of some names or groups, `all` for each of them, in the order of
  /// the file; a [Problem] when there is none of a name.
  ///
  /// @param asked such as `cim` or `digital-cim,photonic`
  public Branches select(String asked) {
    Set<String> known = new LinkedHashSet<>(List.of("all"));
    branches.forEach(b -> known.add(b.group()));
    branches.forEach(b -> known.add(b.name()));
    List<Branch> chosen = new ArrayList<>(branches);
    List<String> words = List.of(asked.strip().split("\\s*,\\s*"));
    for (String word : words) {
      if (!known.contains(word)) {
        throw new Problem(
            "no technology '"
                + word
                + "'; there are "
                + String.join(", ", known)
                + Spelling.hint(word, known));
      }
    }
    chosen.removeIf(
        b -> !words.contains("all") && !words.contains(b.group()) && !words.contains(b.name()));
    return new Branches(reference, system, chosen, evidence);
  }

  private static Branches load() {
    try (InputStream in = Branches.class.getResourceAsStream("/" + FILE)) {
      if (in == null) {
        throw new IllegalStateException("the resource /" + FILE + " is missing from this build");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Binder.written().bind(Branches.class, Yaml.parse(text, FILE), FILE);
    } catch (IOException e) {
      throw new IllegalStateException("the resource /" + FILE + " cannot be read", e);
    }
  }
}
