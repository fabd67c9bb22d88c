package bitline.cli;

import bitline.base.Problem;
import bitline.catalogue.Accelerator;
import bitline.catalogue.Catalogue;
import bitline.catalogue.Checks;
import bitline.catalogue.EpochTable;
import bitline.catalogue.Finding;
import bitline.catalogue.Query;
import bitline.report.CatalogueSheet;
import bitline.report.CatalogueTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Lists published accelerators, shows one with its sources, or checks a table of them.
@Command(
    name = "catalogue",
    description =
        "Published accelerators: a list, one with all its sources, or a check of a table.",
    footer = {
      "",
      "Peaks are dense; 1 MAC = 2 operations. /W and /USD are of the peak and format beside",
      "them. --where compares fields, products and quotients of fields with =, !=, <, <=, >,",
      ">= and ~ (contains), and joins comparisons with and, or, not and parentheses. What is",
      "not known matches nothing. --fields lists the fields.",
      "",
      "Examples:",
      "  bitline catalogue",
      "  bitline catalogue h100-sxm",
      "  bitline catalogue --where 'technology=gpu and power<100W' --sort=-ops/power"
    })
final class CatalogueCommand implements Callable<Integer> {
  private static final int WIDTH = 120;

  @Mixin private JsonOption json = new JsonOption();

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "One accelerator: a name, FILE.yaml or FILE.yaml:NAME.")
  private @Nullable String name;

  @Option(
      names = "--where",
      paramLabel = "CONDITION",
      description = "Only those of which this is true, such as power<100W.")
  private @Nullable String where;

  @Option(
      names = "--sort",
      paramLabel = "FIELD",
      description = "In the order of a field or quotient; --sort=-FIELD: largest first.")
  private @Nullable String sort;

  @Option(
      names = "--columns",
      paramLabel = "FIELDS",
      description = "Columns instead of the usual ones, such as name,int8,int8/power.")
  private @Nullable String columns;

  @Option(names = "--csv", description = "Print comma-separated values in SI units.")
  private boolean csv;

  @Option(names = "--fields", description = "List the fields that can be asked for.")
  private boolean fields;

  @Option(
      names = "--file",
      paramLabel = "FILE.yaml",
      description = "A catalogue of your own instead of the one that comes with Bitline.")
  private @Nullable Path file;

  @Option(
      names = "--check",
      paramLabel = "FILE",
      description = {
        "Look for figures that cannot be in FILE.yaml, or in FILE.csv, a table of Epoch AI's ML",
        "hardware. The answer is no (exit code 1) when something is found."
      })
  private @Nullable Path check;

  private final Output output;

  CatalogueCommand(Output output) {
    this.output = output;
  }

  /// The findings of a check, for JSON.
  record Checked(String file, int rows, List<Finding> findings) {}

  @Override
  public Integer call() {
    if (csv && json.wanted()) {
      throw new Problem("--csv and --json exclude each other");
    }
    if (fields) {
      Query.fields().forEach(output::line);
      return Main.DONE;
    }
    if (check != null) {
      return check(check);
    }
    if (name != null) {
      refuseListOptions();
      Accelerator one = file == null ? Catalogue.find(name) : Catalogue.find(file + ":" + name);
      output.answer(json, one, () -> output.text(CatalogueSheet.text(one, Output.WIDTH)));
      return Main.DONE;
    }
    List<Accelerator> chosen =
        new ArrayList<>(file == null ? Catalogue.all() : Catalogue.read(file));
    int all = chosen.size();
    if (where != null) {
      chosen.removeIf(Query.where(where).negate());
    }
    if (sort != null) {
      chosen.sort(Query.order(sort));
    }
    List<Query.Column> asked = columns == null ? List.of() : Query.columns(columns);
    if (csv) {
      output.text(CatalogueTable.csv(chosen, asked));
      return Main.DONE;
    }
    output.answer(json, chosen, () -> list(chosen, asked, all));
    return Main.DONE;
  }

  private void list(List<Accelerator> chosen, List<Query.Column> asked, int all) {
    output.text(
        (asked.isEmpty() ? CatalogueTable.usual(chosen) : CatalogueTable.of(chosen, asked))
            .render(WIDTH));
    output.line("");
    output.line(
        (chosen.size() == all ? "" : chosen.size() + " of ")
            + all
            + " accelerators"
            + (asked.isEmpty()
                ? "; peaks are dense; /W and /USD are of the peak and format beside them"
                : ""));
  }

  private void refuseListOptions() {
    if (where != null || sort != null || columns != null || csv) {
      throw new Problem("--where, --sort, --columns and --csv are for the list, not for one NAME");
    }
  }

  private int check(Path table) {
    Checked checked;
    if (table.toString().endsWith(".csv")) {
      EpochTable.Checked epoch = EpochTable.check(table);
      checked = new Checked(epoch.file(), epoch.rows(), epoch.findings());
    } else {
      List<Accelerator> read = Catalogue.read(table);
      checked = new Checked(table.toString(), read.size(), Checks.of(read));
    }
    List<Finding> findings = checked.findings();
    output.answer(
        json,
        checked,
        () -> {
          findings.forEach(finding -> output.line(finding.line()));
          output.line(
              checked.rows()
                  + " accelerators, "
                  + (findings.isEmpty() ? "nothing found" : findings.size() + " findings"));
        });
    return findings.isEmpty() ? Main.DONE : Main.NO;
  }
}
