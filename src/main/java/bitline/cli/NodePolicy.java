package bitline.cli;

import bitline.policy.Finding;
import bitline.policy.Rules;
import bitline.policy.supply.Supply;
import bitline.policy.supply.Tool;
import bitline.report.FindingRow;
import bitline.report.SupplyText;
import bitline.text.condition.Truth;
import java.time.LocalDate;
import java.util.List;

/// `bitline policy node 5nm`: which tools and whose countries a process depends on.
final class NodePolicy {
  private static final int WIDTH = 120;

  private NodePolicy() {}

  /// The answer, for JSON.
  record Answer(
      double node, String on, List<Row> tools, List<Supply.Party> parties, String reach) {}

  /// A class of tools.
  record Row(
      String name,
      String title,
      boolean indispensable,
      String instead,
      List<Tool.Supplier> suppliers,
      List<FindingRow> rules) {}

  static void answer(Output output, JsonOption json, String node, Rules rules, LocalDate on) {
    Supply supply = Supply.of(node, rules, on);
    Answer answer =
        new Answer(
            supply.node(),
            on.toString(),
            supply.needs().stream().map(NodePolicy::row).toList(),
            supply.parties(),
            supply.reach());
    output.answer(json, answer, () -> output.text(SupplyText.of(supply, WIDTH)));
  }

  private static Row row(Supply.Need need) {
    Tool tool = need.tool();
    List<Finding> findings = need.findings().stream().filter(f -> f.holds() != Truth.NO).toList();
    return new Row(
        tool.name(),
        tool.title(),
        need.indispensable(),
        tool.instead(),
        tool.suppliers(),
        findings.stream().map(FindingRow::of).toList());
  }
}
