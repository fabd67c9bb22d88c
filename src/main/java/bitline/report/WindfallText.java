package bitline.report;

import bitline.forecast.windfall.Commitment;
import bitline.forecast.windfall.Windfall;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a windfall clause gives, as text: in plain words first, then tables.
public final class WindfallText {
  private static final int WIDTH = 80;
  private static final double BILLION = 1e9;
  private static final double TRILLION = 1e12;

  private WindfallText() {}

  /// All of it.
  public static String of(Windfall windfall) {
    StringBuilder out = new StringBuilder();
    out.append(windfall.clause().title()).append(", ").append(windfall.clause().year());
    out.append("\n\n");
    for (String sentence : sentences(windfall)) {
      out.append(Paragraph.wrap(sentence, "", "  ", WIDTH));
    }
    out.append("\nThe promise, by a year's profit\n").append(scale(windfall).render(WIDTH));
    out.append("\nHow the year may go\n").append(outcomes(windfall).render(WIDTH));
    out.append("\nHow likely\n").append(quantiles(windfall).render(WIDTH));
    if (!windfall.known().isEmpty()) {
      out.append("\nWhat companies would have given of profits that they had\n");
      out.append(known(windfall).render(WIDTH));
    }
    out.append('\n');
    for (String remark : remarks(windfall)) {
      out.append(Paragraph.wrap(remark, "", "  ", WIDTH));
    }
    return out.toString();
  }

  /// The answer in plain words.
  static List<String> sentences(Windfall windfall) {
    List<String> out = new ArrayList<>();
    double none = 1 - windfall.any();
    if (windfall.threshold() == Double.POSITIVE_INFINITY) {
      out.add("The promise gives nothing at any profit.");
      return out;
    }
    out.add(
        "The promise bites from a yearly profit of "
            + dollars(windfall.threshold())
            + " ("
            + percent(windfall.clause().commitment().threshold())
            + " of a world product of "
            + dollars(windfall.world().middle())
            + ", which lies between "
            + dollars(windfall.world().low())
            + " and "
            + dollars(windfall.world().high())
            + " in four cases of five). Below that nothing is given: so it is in "
            + (none == 0 ? "none" : percent(none))
            + " of all cases.");
    out.add(
        "On average "
            + dollars(windfall.expected())
            + " are given, "
            + percent(windfall.share())
            + " of the average profit of "
            + dollars(windfall.expectedProfit())
            + ".");
    Windfall.OfOutcome most = windfall.outcomes().getFirst();
    for (Windfall.OfOutcome one : windfall.outcomes()) {
      most = one.part() > most.part() ? one : most;
    }
    if (windfall.outcomes().size() > 1 && most.part() > 0) {
      out.add(
          percent(most.part())
              + " of that average comes from one way the year may go, '"
              + most.name()
              + "', which has a probability of "
              + percent(most.probability())
              + ": the average says little about any one year.");
    }
    return out;
  }

  /// What is assumed.
  static List<String> remarks(Windfall windfall) {
    Commitment commitment = windfall.clause().commitment();
    double rising = 0;
    boolean progressive = true;
    for (Commitment.Bracket bracket : commitment.brackets()) {
      progressive &= bracket.share() >= rising;
      rising = bracket.share();
    }
    return List.of(
        "Shares are of each further dollar, so what is given never jumps, never falls as profit"
            + " rises, and never exceeds the profit; "
            + (progressive
                ? "shares rise from bracket to bracket."
                : "shares do not rise from bracket to bracket: a larger windfall may give a smaller"
                    + " share."),
        "Profits, their probabilities and the growth of the world are assumptions of the file, each"
            + " with its reason there; they are not forecasts. That the promise itself changes what"
            + " is earned, and that such profits would move the world's product, is left out.");
  }

  /// What is given along profits.
  static Table scale(Windfall windfall) {
    List<List<String>> rows = new ArrayList<>();
    for (Windfall.Given one : windfall.scale()) {
      rows.add(
          List.of(
              percent(one.relative()),
              shortly(one.profit()),
              shortly(one.given()),
              percent(one.share()),
              percent(one.marginal())));
    }
    return new Table(
        List.of(
            Table.number("of world product"),
            Table.number("profit, USD"),
            Table.number("given, USD"),
            Table.number("of the profit"),
            Table.number("of the next dollar")),
        rows);
  }

  /// How the year may go.
  static Table outcomes(Windfall windfall) {
    List<List<String>> rows = new ArrayList<>();
    for (Windfall.OfOutcome one : windfall.outcomes()) {
      rows.add(
          List.of(
              one.name(),
              percent(one.probability()),
              shortly(one.profit()),
              shortly(one.given()),
              percent(one.share()),
              percent(one.part())));
    }
    return new Table(
        List.of(
            Table.text("outcome"),
            Table.number("probability"),
            Table.number("mean profit, USD"),
            Table.number("given, USD"),
            Table.number("share"),
            Table.number("of all")),
        rows);
  }

  /// Quantiles.
  static Table quantiles(Windfall windfall) {
    List<List<String>> rows = new ArrayList<>();
    for (Windfall.Quantile one : windfall.quantiles()) {
      rows.add(List.of(percent(one.probability()), shortly(one.profit()), shortly(one.given())));
    }
    return new Table(
        List.of(
            Table.number("in so many cases at most"),
            Table.number("profit, USD"),
            Table.number("given, USD")),
        rows);
  }

  /// Companies.
  static Table known(Windfall windfall) {
    List<List<String>> rows = new ArrayList<>();
    for (Windfall.OfCompany one : windfall.known()) {
      rows.add(
          List.of(
              one.name(),
              Integer.toString(one.year()),
              shortly(one.profit()),
              percent(one.relative()),
              shortly(one.given())));
    }
    return new Table(
        List.of(
            Table.text("company"),
            Table.number("year"),
            Table.number("profit, USD"),
            Table.number("of world product"),
            Table.number("given, USD")),
        rows);
  }

  /// Such as `1.2 trillion USD`.
  static String dollars(double dollars) {
    if (dollars == Double.POSITIVE_INFINITY) {
      return "never";
    }
    if (dollars == 0) {
      return "0";
    }
    if (dollars >= TRILLION * 0.9995) {
      return three(dollars / TRILLION) + " trillion USD";
    }
    return dollars >= BILLION * 0.9995
        ? three(dollars / BILLION) + " billion USD"
        : three(dollars / 1e6) + " million USD";
  }

  /// Such as `1.2 tn`, dollars in a table.
  private static String shortly(double dollars) {
    return dollars(dollars)
        .replace(" trillion USD", " tn")
        .replace(" billion USD", " bn")
        .replace(" million USD", " m");
  }

  private static String three(double value) {
    int decimals = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /// Such as `0.05 %`.
  static String percent(double share) {
    double percent = 100 * share;
    if (percent == 0 || percent == 100) {
      return (int) percent + " %";
    }
    String text =
        String.format(Locale.ROOT, percent >= 99.5 || percent < 1 ? "%.2f" : "%.1f", percent);
    return text.replaceAll("\\.?0+$", "") + " %";
  }
}
