package bitline.forecast.windfall;

import bitline.text.Binder;
import bitline.text.Collected;
import bitline.text.Default;
import bitline.text.Evidence;
import bitline.text.Range;
import bitline.text.Sourced;
import bitline.text.Unit;
import bitline.text.Yaml;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// A windfall clause and what it is held against, as `scenarios/windfall.yaml` states it.
///
/// @param title of the case
/// @param year of the profits
/// @param commitment what is promised
/// @param world product, which the brackets are relative to
/// @param profits that the company may have in that year; their probabilities sum to 1
/// @param known profits that companies had
/// @param evidence where every number comes from
@Sourced
public record Clause(
    String title,
    @Range(min = 1900, max = 2200) int year,
    Commitment commitment,
    World world,
    List<Outcome> profits,
    @Default("[]") List<Known> known,
    @Collected List<Evidence> evidence) {
  private static final String FILE = "scenarios/windfall.yaml";

  /// A year's profit of a company.
  public record Known(
      String name,
      @Range(min = 1900, max = 2200) int year,
      @Unit("USD") @Range(min = 1, max = 1e18) double dollars) {}

  public Clause {
    profits = List.copyOf(profits);
    known = List.copyOf(known);
    evidence = List.copyOf(evidence);
    double sum = profits.stream().mapToDouble(Outcome::probability).sum();
    if (!(Math.abs(sum - 1) < 1e-9)) {
      throw new IllegalArgumentException("probabilities of profits sum to " + sum + ", not to 1");
    }
  }

  /// The one that comes with Bitline.
  public static Clause standard() {
    try (InputStream in = Clause.class.getResourceAsStream("/" + FILE)) {
      if (in == null) {
        throw new IllegalStateException("the resource /" + FILE + " is missing from this build");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Binder.written().bind(Clause.class, Yaml.parse(text, FILE), FILE);
    } catch (IOException e) {
      throw new IllegalStateException("the resource /" + FILE + " cannot be read", e);
    }
  }

  /// One of a file of the same form; a [bitline.base.Problem] where it has another.
  public static Clause read(Path file) {
    return Binder.written().read(Clause.class, file);
  }

  /// In another year.
  public Clause in(int other) {
    return new Clause(title, other, commitment, world, profits, known, evidence);
  }

  /// With other profits.
  public Clause of(List<Outcome> others) {
    return new Clause(title, year, commitment, world, others, known, evidence);
  }
}
