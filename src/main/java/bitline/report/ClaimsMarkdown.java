package bitline.report;

import bitline.claim.Case;
import bitline.claim.Claim;
import bitline.claim.Verdict;
import java.util.ArrayList;
import java.util.List;

/// Claims and their verdicts as a document.
public final class ClaimsMarkdown {
  private ClaimsMarkdown() {}

  private static final String HEAD =
      """
      # Seven claims about computing in memory, tested

      The article that this project starts from claims seven things of chips that compute inside their memory. This page holds
      each against numbers: six networks (camera, lanes, road, ImageNet, text) on two chips that are sold (Houmo H30 and Axelera
      Metis, both of 12 nm, digital, with cells of SRAM), and on what a buyer would buy instead. Written by
      `./bitline claims --data ../shared --write docs/claims.md`; nobody typed a verdict.

      **How to read it.** *Better by* is how many times better our side is, with the interval in which it lies in four cases of
      five. The *bar* is what the claim asks for. A comparison is *met* if even the bad end of the interval reaches the bar,
      *missed* if not even the good end does, else *open*. *Known* says how a number is known: measured by MLPerf's rules, stated by a
      maker, derived from such numbers, or modelled by this workbench; *(of 22)* behind a machine, out of how many it is the best.

      """;

  private static final String RULE =
      """

      ## The rule

      - **holds**: every comparison is met, also with every assumption that was moved.
      - **fails when …**: at least half of the comparisons are met under the usual assumptions; it names those that are not,
        whatever is assumed.
      - **holds when …**: fewer are, but some comparison is; it names those.
      - **fails**: none is met, and under usual assumptions more are missed than open; it names those that are open.
      - **not decided**: none is met, but most are open.

      The conditions are found, not written: the fewest combinations of circumstances that name exactly those comparisons. No claim
      gets a verdict without the other side's best number: the record of a comparison cannot be made without it, and the best is
      always chosen out of all that are known. A ratio's ends put both sides at their worst together.

      ## What this leaves out

      Accuracy: both sides compute in 8 bits, and `./bitline run` shows what our chips answer. Software. Sparsity. What a machine
      does beside networks. Prices: a cost to make is not a price. Our chips are descriptions whose inside is partly assumed
      ([estimate.md](estimate.md), [time.md](time.md)); of H30 no independent measurement is known. Energy of ours is without a host;
      that of whole systems, where theirs is measured so, is with one, which is to our side's advantage. Batches of more than one
      picture are played for ResNet-50 alone.
      """;

  /// The document.
  public static String of(List<Claim> claims) {
    StringBuilder out = new StringBuilder(HEAD);
    out.append("| claim | verdict | in one line |\n|---|---|---|\n");
    for (int i = 0; i < claims.size(); i++) {
      Claim claim = claims.get(i);
      String word =
          claim.finding() instanceof Claim.Finding.Tested tested
              ? emphasised(tested.verdict())
              : "**withheld**";
      out.append("| ")
          .append(i + 1)
          .append(". [")
          .append(cell(claim.title()))
          .append("](#")
          .append(anchor(i, claim))
          .append(") | ")
          .append(cell(word))
          .append(" | ")
          .append(cell(ClaimsText.line(claim)))
          .append(" |\n");
    }
    for (int i = 0; i < claims.size(); i++) {
      section(out, i, claims.get(i));
    }
    return out.append(RULE).toString();
  }

  /// The verdict with the widest of its conditions.
  private static String emphasised(Verdict verdict) {
    String word = "**" + verdict.kind().words() + "**";
    if (verdict.when().isEmpty()) {
      return word;
    }
    boolean told =
        verdict.kind() == Verdict.Kind.HOLDS_WHEN || verdict.kind() == Verdict.Kind.FAILS_WHEN;
    return word
        + (told ? " " : "; open: ")
        + verdict.when().getFirst()
        + (verdict.when().size() > 1 ? "; or …" : "");
  }

  private static String anchor(int i, Claim claim) {
    return (i + 1 + " " + claim.title())
        .toLowerCase(java.util.Locale.ROOT)
        .replaceAll("[^a-z0-9 -]", "")
        .replace(' ', '-');
  }

  private static void section(StringBuilder out, int i, Claim claim) {
    out.append("\n## ").append(i + 1).append(". ").append(claim.title()).append("\n\n");
    if (!(claim.finding() instanceof Claim.Finding.Tested(List<Case> cases, Verdict verdict))) {
      out.append(ClaimsText.verdict(claim)).append('\n');
      return;
    }
    out.append("> ").append(claim.statement()).append("\n\n");
    out.append("**").append(ClaimsText.verdict(claim)).append("**\n\n");
    out.append("*Experiment.* ").append(claim.experiment()).append("\n\n");
    claim.findings().forEach(finding -> out.append("- ").append(finding).append('\n'));
    List<Case> usual = ClaimsText.usual(cases);
    for (Case.Measure measure : ClaimsText.measures(usual)) {
      List<Case> of = usual.stream().filter(one -> one.measure().equals(measure)).toList();
      out.append("\n### ")
          .append(measure.name())
          .append(", bar ")
          .append(ClaimsText.factor(of.getFirst().bar()))
          .append("×\n\n");
      table(out, ClaimsText.sides(of));
    }
    if (!verdict.turning().isEmpty()) {
      out.append("\n### What would turn it\n\n");
      table(out, ClaimsText.turning(verdict));
    }
    for (Claim.Sheet sheet : claim.tables()) {
      out.append("\n### ").append(sheet.title()).append("\n\n");
      table(out, table(sheet));
    }
  }

  static Table table(Claim.Sheet sheet) {
    List<Table.Column> columns = new ArrayList<>();
    for (int c = 0; c < sheet.columns().size(); c++) {
      int at = c;
      boolean numbers = sheet.rows().stream().allMatch(row -> row.get(at).matches("([0-9].*)?"));
      String title = sheet.columns().get(c);
      columns.add(numbers && c > 0 ? Table.number(title) : Table.text(title));
    }
    return new Table(columns, sheet.rows());
  }

  private static void table(StringBuilder out, Table table) {
    out.append('|');
    table.columns().forEach(column -> out.append(' ').append(cell(column.title())).append(" |"));
    out.append("\n|");
    table.columns().forEach(column -> out.append(column.number() ? "--:|" : "---|"));
    out.append('\n');
    for (List<String> row : table.rows()) {
      out.append('|');
      row.forEach(cell -> out.append(' ').append(cell(cell)).append(" |"));
      out.append('\n');
    }
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("\n", " ");
  }
}
