package bitline.cli;

import bitline.base.Problem;
import bitline.forecast.measure.Choice;
import bitline.forecast.measure.Deflation;
import bitline.forecast.measure.Measure;
import bitline.forecast.measure.Payment;
import bitline.forecast.measure.Precision;
import bitline.forecast.measure.PriceBasis;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// By which conventions a measure of machines is taken; mixed in with `@Mixin`.
final class MeasureOptions {
  @Option(
      names = "--by",
      paramLabel = "PAYMENT",
      description = "What a dollar pays for: purchase, amortised or tco (purchase).")
  private @Nullable String by;

  @Option(
      names = "--precision",
      paramLabel = "BITS",
      description = "Numbers whose operations count: fp32, 16, int8 or best (best).")
  private @Nullable String precision;

  @Option(
      names = "--price",
      paramLabel = "BASIS",
      description =
          "Whose price: list, street, cloud (an hour of it), cost (to make), or any (the one nearest to release).")
  private @Nullable String price;

  @Option(
      names = "--deflator",
      paramLabel = "INDEX",
      description = "Dollars of one year by none, cpi, ppi or hedonic (none).")
  private @Nullable String deflator;

  @Option(
      names = "--use",
      paramLabel = "USE",
      description = "Work that usable operations are counted in (training).")
  private @Nullable String use;

  @Option(
      names = "--setting",
      paramLabel = "PLACE",
      description = "Where all work, for --by tco: datacentre, edge or vehicle (what each is for).")
  private @Nullable String setting;

  /// The conventions for a measure; a [Problem] for a word that is none, or that does nothing.
  Choice of(Measure measure) {
    Choice choice = Choice.of(measure);
    if (precision != null) {
      does("--precision " + precision, measure.ofPrecision(), "peak operations", measure);
      choice = choice.in(precision(precision));
    }
    boolean dollars = measure.ofDollars();
    boolean priced = dollars || measure == Measure.PRICE;
    if (by != null) {
      does("--by " + by, dollars, "a dollar", measure);
      choice = choice.by(Payment.of(by));
    }
    if (price != null) {
      does("--price " + price, priced, "a dollar", measure);
      choice = choice.at(PriceBasis.of(price.equals("cost") ? "producer" : price));
    }
    if (deflator != null) {
      does("--deflator " + deflator, priced, "a dollar", measure);
      choice = choice.in(Deflation.of(deflator));
    }
    if (use != null) {
      does("--use " + use, measure.ofUse(), "usable operations", measure);
      choice = choice.use(use);
    }
    if (setting != null) {
      does(
          "--setting " + setting,
          dollars && choice.payment() == Payment.TCO,
          "a dollar by tco",
          measure);
      choice = choice.setting(setting);
    }
    return choice;
  }

  /// A [Problem] where conventions were given for a series that has its own.
  void none(String series) {
    List<String> given = new ArrayList<>();
    add(given, "--by", by);
    add(given, "--precision", precision);
    add(given, "--price", price);
    add(given, "--deflator", deflator);
    add(given, "--use", use);
    add(given, "--setting", setting);
    if (!given.isEmpty()) {
      throw new Problem(
          given.getFirst()
              + " would do nothing: '"
              + series
              + "' is a series of a table, whose conventions are its own; measures such as"
              + " ops-per-dollar take it");
    }
  }

  private static void add(List<String> given, String option, @Nullable String value) {
    if (value != null) {
      given.add(option + " " + value);
    }
  }

  private static void does(String option, boolean something, String of, Measure measure) {
    if (!something) {
      throw new Problem(option + " would do nothing: " + measure.key() + " is no measure of " + of);
    }
  }

  private static Precision precision(String text) {
    return Precision.of(text.equals("16") ? "fp16" : text.equals("32") ? "fp32" : text);
  }
}
