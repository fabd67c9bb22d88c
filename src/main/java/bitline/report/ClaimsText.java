package bitline.report;

import bitline.base.Interval;
import bitline.claim.Case;
import bitline.claim.Claim;
import bitline.claim.Verdict;
import java.util.ArrayList;
import java.util.List;

/// Claims and their verdicts as text.
public final class ClaimsText {
  private static final int WIDTH = 80;
  private static final int FINDINGS = 4;

  private ClaimsText() {}

  /// All of it.
  public static String of(List<Claim> claims) {
    StringBuilder out = new StringBuilder();
    out.append(summary(claims).render(WIDTH)).append('\n');
    for (int i = 0; i < claims.size(); i++) {
      Claim claim = claims.get(i);
      out.append(i + 1).append(". ").append(claim.title()).append('\n');
      out.append(Paragraph.wrap(verdict(claim), "   ", "   ", WIDTH));
      if (claim.finding() instanceof Claim.Finding.Tested) {
        out.append(Paragraph.wrap(line(claim), "   ", "   ", WIDTH));
        claim.findings().stream()
            .limit(FINDINGS)
            .forEach(finding -> out.append(Paragraph.wrap(finding, "   - ", "     ", WIDTH)));
      }
      out.append('\n');
    }
    out.append(
        Paragraph.wrap(
            "--report and --write tell every case, the other side's best number, and what turns each verdict.",
            "",
            "",
            WIDTH));
    return out.toString();
  }

  /// A claim a row.
  static Table summary(List<Claim> claims) {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < claims.size(); i++) {
      Claim claim = claims.get(i);
      rows.add(
          switch (claim.finding()) {
            case Claim.Finding.Withheld _ ->
                List.of(i + 1 + ". " + claim.title(), "withheld", "", "");
            case Claim.Finding.Tested(List<Case> cases, Verdict verdict) ->
                List.of(
                    i + 1 + ". " + claim.title(),
                    word(verdict),
                    verdict.met() + " of " + usual(cases).size(),
                    Integer.toString(verdict.open()));
          });
    }
    return new Table(
        List.of(
            Table.text("claim"), Table.text("verdict"), Table.number("met"), Table.number("open")),
        rows);
  }

  /// `holds when …` in the table, whose conditions do not fit there.
  static String word(Verdict verdict) {
    return verdict.kind().words() + (verdict.when().isEmpty() ? "" : " …");
  }

  static List<Case> usual(List<Case> cases) {
    return cases.stream().filter(Case::usual).toList();
  }

  /// The verdict with its conditions.
  static String verdict(Claim claim) {
    return switch (claim.finding()) {
      case Claim.Finding.Withheld(List<String> missing) ->
          "No verdict: " + String.join("; ", missing) + ".";
      case Claim.Finding.Tested(List<Case> _, Verdict verdict) -> {
        String sentence = verdict.sentence();
        yield sentence.substring(0, 1).toUpperCase(java.util.Locale.ROOT)
            + sentence.substring(1)
            + ".";
      }
    };
  }

  /// The numbers in one line.
  static String line(Claim claim) {
    if (!(claim.finding() instanceof Claim.Finding.Tested(List<Case> cases, Verdict verdict))) {
      return "";
    }
    List<Case> usual = usual(cases);
    List<String> parts = new ArrayList<>();
    for (Case.Measure measure : measures(usual)) {
      List<Case> of = usual.stream().filter(one -> one.measure().equals(measure)).toList();
      double least = of.stream().mapToDouble(one -> one.ratio().middle()).min().orElse(1);
      double most = of.stream().mapToDouble(one -> one.ratio().middle()).max().orElse(1);
      parts.add(
          measure.name()
              + ": "
              + (of.size() == 1 ? times(least) : times(least) + " to " + times(most))
              + " (asked for: "
              + times(of.getFirst().bar())
              + ")");
    }
    return "Met in "
        + verdict.met()
        + " of "
        + usual.size()
        + " comparisons, open in "
        + verdict.open()
        + ". "
        + String.join("; ", parts)
        + ".";
  }

  /// `4.6 times better`, `16 times worse`.
  static String times(double ratio) {
    if (ratio == 1) {
      return "as good";
    }
    return ratio > 1 ? factor(ratio) + " times better" : factor(1 / ratio) + " times worse";
  }

  static List<Case.Measure> measures(List<Case> cases) {
    return cases.stream().map(Case::measure).distinct().toList();
  }

  static String factor(double value) {
    return value >= 1e5
        ? "over 100,000"
        : value > 0 && value < 1e-3 ? "under 0.001" : Numbers.short3(value);
  }

  /// A number of a side.
  static String value(Case one, double value) {
    String unit = one.measure().unit();
    if (unit.equals("1")) {
      return value >= 1e4 ? Numbers.count(Math.round(value)) : Numbers.short3(value);
    }
    return Numbers.si(value, unit);
  }

  /// A number of a side with its interval.
  static String value(Case one, Interval value) {
    boolean exact = value.low() == value.high();
    return value(one, value.middle())
        + (exact ? "" : " (" + value(one, value.low()) + " to " + value(one, value.high()) + ")");
  }

  /// `3.1× (1.2 to 8), met`.
  static String ratio(Case one) {
    Interval ratio = one.ratio();
    boolean exact = ratio.low() == ratio.high();
    return factor(ratio.middle())
        + "×"
        + (exact ? "" : " (" + factor(ratio.low()) + " to " + factor(ratio.high()) + ")");
  }

  static String outcome(Case one) {
    return switch (one.outcome()) {
      case MET -> "met";
      case OPEN -> "open";
      case MISSED -> "missed";
    };
  }

  /// Both sides of cases, a row each.
  static Table sides(List<Case> cases) {
    List<List<String>> rows = new ArrayList<>();
    for (Case one : cases) {
      rows.add(
          List.of(
              RatioPlot.name(one),
              value(one, one.ours().value()) + ", " + one.ours().known().words(),
              one.theirs().side().name() + " (of " + one.theirs().among().size() + ")",
              value(one, one.theirs().side().value()) + ", " + one.theirs().side().known().words(),
              ratio(one),
              outcome(one)));
    }
    return new Table(
        List.of(
            Table.text("case"),
            Table.text("ours"),
            Table.text("the other side's best"),
            Table.text("theirs"),
            Table.number("better by"),
            Table.text("outcome")),
        rows);
  }

  /// What turns cases.
  static Table turning(Verdict verdict) {
    List<List<String>> rows = new ArrayList<>();
    for (Verdict.Turning turning : verdict.turning()) {
      rows.add(
          List.of(
              turning.assumption(),
              Integer.toString(turning.cases()),
              Integer.toString(turning.better()),
              Integer.toString(turning.worse())));
    }
    return new Table(
        List.of(
            Table.text("if"),
            Table.number("cases"),
            Table.number("better for the claim"),
            Table.number("worse")),
        rows);
  }
}
