package bitline.report;

import bitline.base.Units;
import bitline.policy.Finding;
import bitline.policy.supply.Supply;
import bitline.text.condition.Truth;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What a process node depends on, as text.
public final class SupplyText {
  private SupplyText() {}

  /// The classes of tools with their countries, the countries with what they hold, the rules.
  public static String of(Supply supply, int width) {
    StringBuilder out = new StringBuilder();
    out.append("What logic of ")
        .append(Units.format(supply.node(), "m"))
        .append(" depends on, on ")
        .append(supply.on())
        .append("\n\n");
    List<List<String>> rows = new ArrayList<>();
    for (Supply.Need need : supply.needs()) {
      rows.add(
          List.of(
              need.tool().title(),
              need.indispensable() ? "yes" : "no",
              need.tool().suppliers().stream()
                  .map(s -> s.country() + " " + Math.round(s.share() * 100) + " %")
                  .collect(Collectors.joining(", ")),
              rules(need)));
    }
    out.append(
        new Table(
                List.of(
                    Table.text("class"),
                    Table.text("needed"),
                    Table.text("suppliers, share of sales"),
                    Table.text("rules on a usual tool")),
                rows)
            .render(width));
    out.append("* if it has all that the rule names; ? not decided by what is known of it\n");
    out.append("\nWho would have to agree\n");
    for (Supply.Party party : supply.parties()) {
      if (party.mustAgree() || !party.alone().isEmpty() || !party.most().isEmpty()) {
        out.append(Paragraph.wrap(party(party), "  ", "    ", width));
      }
    }
    String others =
        supply.parties().stream()
            .filter(p -> !p.mustAgree() && p.alone().isEmpty() && p.most().isEmpty())
            .map(Supply.Party::country)
            .collect(Collectors.joining(", "));
    if (!others.isEmpty()) {
      out.append(
          Paragraph.wrap(
              "Also sell some of it, none of it alone: " + others + ".", "  ", "    ", width));
    }
    List<Supply.Need> replaceable =
        supply.needs().stream().filter(n -> !n.indispensable()).toList();
    if (!replaceable.isEmpty()) {
      out.append("\nWhat could be replaced\n");
      for (Supply.Need need : replaceable) {
        out.append(
            Paragraph.wrap(
                need.tool().title() + ": " + need.tool().instead() + ".", "  ", "    ", width));
      }
    }
    out.append('\n').append(Paragraph.wrap(supply.reach(), "", "", width));
    out.append(
        Paragraph.wrap(
            "Shares are of the world's sales of about 2019 to 2023, round and from memory; they say"
                + " who sells today, not who could learn to. This is not legal advice.",
            "",
            "",
            width));
    return out.toString();
  }

  private static String rules(Supply.Need need) {
    List<String> out = new ArrayList<>();
    for (Finding finding : need.findings()) {
      if (finding.applies() != Truth.NO) {
        out.add(
            finding.rule().label()
                + (finding.applies() == Truth.UNKNOWN
                    ? "?"
                    : finding.rule().also().isEmpty() ? "" : "*"));
      }
    }
    return out.isEmpty() ? "–" : String.join(", ", out);
  }

  private static String party(Supply.Party party) {
    StringBuilder out = new StringBuilder(party.country());
    out.append(party.mustAgree() ? " must agree" : " could hardly be passed over");
    String by = ": ";
    if (!party.alone().isEmpty()) {
      out.append(by).append("alone sells ").append(String.join(", ", party.alone()));
      by = "; ";
    }
    if (!party.most().isEmpty()) {
      out.append(by).append("sells most of ").append(String.join(", ", party.most()));
    }
    out.append(". Its rules: ");
    out.append(
        party.instruments().isEmpty() ? "none known here" : String.join(", ", party.instruments()));
    if (!party.abroad().isEmpty()) {
      out.append("; they reach what others sell, where its parts are in it: ")
          .append(String.join(", ", party.abroad()));
    }
    return out.append('.').toString();
  }
}
