package bitline.report;

import bitline.claim.Case;
import bitline.claim.Claim;
import bitline.claim.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Claims and their verdicts as a page: a card each, then for each what was compared, drawn, both
/// sides' numbers, what would turn it.
public final class ClaimsPage {
  private ClaimsPage() {}

  /// Writes the page: whole or not at all.
  public static void write(List<Claim> claims, Path file) {
    Page.write(page(claims), file);
  }

  /// The page.
  public static String page(List<Claim> claims) {
    Page page = new Page();
    for (int i = 0; i < claims.size(); i++) {
      Claim claim = claims.get(i);
      page.section(claim.key(), i + 1 + ". " + claim.title(), section(claim));
    }
    return page.titled(
        "claims",
        "Seven claims, tested",
        "What is claimed of chips that compute in their memory, each against the best that one could"
            + " buy instead. A verdict follows from the numbers by a rule: a comparison is met if even"
            + " the bad end of its interval reaches the bar.",
        cards(claims));
  }

  private static String cards(List<Claim> claims) {
    StringBuilder out = new StringBuilder("<div class=\"figures\">");
    for (int i = 0; i < claims.size(); i++) {
      Claim claim = claims.get(i);
      String label = i + 1 + ". " + claim.title();
      out.append(
          switch (claim.finding()) {
            case Claim.Finding.Withheld _ -> Page.card(label, "withheld", "long");
            case Claim.Finding.Tested(List<Case> cases, Verdict verdict) ->
                Page.card(
                    label + ": met in " + verdict.met() + " of " + ClaimsText.usual(cases).size(),
                    ClaimsText.word(verdict),
                    verdict.kind() == Verdict.Kind.FAILS ? "lost long" : "chip long");
          });
    }
    return out.append("</div>").toString();
  }

  private static String section(Claim claim) {
    if (!(claim.finding() instanceof Claim.Finding.Tested(List<Case> cases, Verdict verdict))) {
      return paragraph(ClaimsText.verdict(claim));
    }
    StringBuilder out = new StringBuilder();
    out.append("<p class=\"lead\">").append(Html.escape(claim.statement())).append("</p>");
    out.append(Page.notes(List.of(ClaimsText.verdict(claim), ClaimsText.line(claim))));
    out.append("<p class=\"hint\">").append(Html.escape(claim.experiment())).append("</p>");
    out.append("<ul>");
    claim.findings().forEach(f -> out.append("<li>").append(Html.escape(f)).append("</li>"));
    out.append("</ul>").append(RatioPlot.legend());
    List<Case> usual = ClaimsText.usual(cases);
    for (Case.Measure measure : ClaimsText.measures(usual)) {
      List<Case> of = usual.stream().filter(one -> one.measure().equals(measure)).toList();
      out.append("<div class=\"panel\"><h3>")
          .append(
              Html.escape(
                  measure.name()
                      + ": how many times better ours is, bar "
                      + ClaimsText.factor(of.getFirst().bar())
                      + "×"))
          .append("</h3><div class=\"scroll\">")
          .append(new RatioPlot(measure.name(), of).html())
          .append("</div></div>")
          .append("<details><summary>Both sides' numbers</summary>")
          .append(Page.table(ClaimsText.sides(of)))
          .append("</details>");
    }
    if (!verdict.turning().isEmpty()) {
      out.append("<h3 class=\"more\">What would turn it</h3>")
          .append(Page.table(ClaimsText.turning(verdict)));
    }
    for (Claim.Sheet sheet : claim.tables()) {
      out.append("<h3 class=\"more\">")
          .append(Html.escape(sheet.title()))
          .append("</h3>")
          .append(Page.table(ClaimsMarkdown.table(sheet)));
    }
    return out.append("<details><summary>Every number of the other side, and all moved assumptions")
        .append("</summary>")
        .append(Page.table(moved(cases)))
        .append(Page.table(among(usual)))
        .append("</details>")
        .toString();
  }

  private static String paragraph(String text) {
    return "<p>" + Html.escape(text) + "</p>";
  }

  private static Table moved(List<Case> cases) {
    List<List<String>> rows = new ArrayList<>();
    for (Case one : cases) {
      if (!one.usual()) {
        rows.add(
            List.of(
                one.circumstances().getOrDefault(Case.ASSUMING, ""),
                one.measure().name(),
                RatioPlot.name(one),
                one.theirs().side().name(),
                ClaimsText.ratio(one),
                ClaimsText.outcome(one)));
      }
    }
    return new Table(
        List.of(
            Table.text("if"),
            Table.text("measure"),
            Table.text("case"),
            Table.text("the other side's best"),
            Table.number("better by"),
            Table.text("outcome")),
        rows);
  }

  private static Table among(List<Case> cases) {
    List<List<String>> rows = new ArrayList<>();
    for (Case one : cases) {
      rows.add(
          List.of(
              one.measure().name(),
              RatioPlot.name(one),
              "ours: " + one.ours().name(),
              ClaimsText.value(one, one.ours().value()),
              one.ours().known().words(),
              one.ours().foundation()));
      one.theirs().among().stream()
          .sorted(
              java.util.Comparator.comparingDouble(side ->
                  (one.measure().better() == bitline.claim.Better.LESS ? 1 : -1)
                      * side.value().middle()))
          .limit(8)
          .forEach(side ->
              rows.add(
                  List.of(
                      one.measure().name(),
                      RatioPlot.name(one),
                      side.name(),
                      ClaimsText.value(one, side.value()),
                      side.known().words(),
                      side.foundation())));
    }
    return new Table(
        List.of(
            Table.text("measure"),
            Table.text("case"),
            Table.text("whose"),
            Table.number("number"),
            Table.text("known"),
            Table.text("where it comes from")),
        rows);
  }
}
