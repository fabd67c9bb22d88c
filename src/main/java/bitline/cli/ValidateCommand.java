package bitline.cli;

import bitline.base.Problem;
import bitline.base.Spelling;
import bitline.chip.Chip;
import bitline.chip.Chips;
import bitline.report.ValidationAnswer;
import bitline.report.ValidationCsv;
import bitline.report.ValidationPage;
import bitline.report.ValidationText;
import bitline.silicon.validate.Quantity;
import bitline.silicon.validate.Row;
import bitline.silicon.validate.Validation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Joules and square millimetres against published silicon.
@Command(
    name = "validate",
    description =
        "Holds the models of energy and area against published chips, three ways; 1 if the committed table differs.",
    footer = {
      "",
      "× is model over published, of joules, square metres, shares or operations a",
      "second: above 1 the model takes more. Blind: nothing was fitted to these chips.",
      "Left out: constants fitted on all chips of other silicon. Fitted: on the chip",
      "itself. The interval is what the models claim blind, with a probability of 80 %%.",
      "Operations a second follow from geometry and are no evidence.",
      "",
      "Examples:",
      "  bitline validate",
      "  bitline validate --chip jia_jssc_2020 --quantity energy"
    })
final class ValidateCommand implements Callable<Integer> {
  /// Wider than other tables: ten columns.
  private static final int WIDTH = 118;

  @Option(
      names = "--chip",
      paramLabel = "CHIP",
      description = "Show only this chip; a file is held against the models beside the others.")
  private @Nullable String chip;

  @Option(
      names = "--quantity",
      paramLabel = "Q",
      description = "Show only energy, area, throughput or share.")
  private @Nullable String quantity;

  @Option(names = "--points", description = "Show each point of curves too.")
  private boolean points;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write a page with plots of everything (.html).")
  private @Nullable Path report;

  @Option(
      names = "--write",
      description =
          "Write today's table to docs/validation.csv and its sums to docs/validation.md.")
  private boolean write;

  @Mixin private JsonOption json = new JsonOption();
  private final Output output;

  ValidateCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    json.check();
    Quantity.@Nullable Scope scope = scope();
    Path page = report;
    if (page != null) {
      Output.checkEnding("--report", page, ".html");
      Output.checkWritable(page);
    }
    List<Chip> chips = new ArrayList<>(Chips.all());
    boolean shipped = true;
    @Nullable Chip only = null;
    if (chip != null) {
      Chip asked = Chips.find(chip);
      only = asked;
      shipped = Chips.names().contains(chip);
      if (!shipped) {
        chips.removeIf(c -> c.name().equals(asked.name()));
        chips.add(asked);
      }
    }
    if (write && !shipped) {
      throw new Problem("--write is of the chips that come with Bitline; leave --chip out");
    }
    Validation validation = Validation.of(chips);
    if (page != null) {
      ValidationPage.write(validation, page);
      output.note("report in " + page);
    }
    @Nullable Chip shown = only;
    List<Row> rows =
        validation.rows().stream()
            .filter(r -> shown == null || r.published().chip().equals(shown.name()))
            .filter(r -> scope == null || r.published().quantity().scope() == scope)
            .toList();
    output.answer(
        json,
        ValidationAnswer.of(validation, rows),
        () -> print(validation, rows, shown, shown == null && scope == null));
    return shipped ? compare(validation) : Main.DONE;
  }

  private Quantity.@Nullable Scope scope() {
    if (quantity == null) {
      return null;
    }
    List<String> names =
        Arrays.stream(Quantity.Scope.values()).map(s -> s.name().toLowerCase(Locale.ROOT)).toList();
    int at = names.indexOf(quantity);
    if (at < 0) {
      throw new Problem(
          "--quantity '"
              + quantity
              + "' is none of "
              + String.join(", ", names)
              + Spelling.hint(quantity, names));
    }
    return Quantity.Scope.values()[at];
  }

  private void print(Validation validation, List<Row> rows, @Nullable Chip shown, boolean whole) {
    if (!rows.isEmpty()) {
      output.text(ValidationText.figures(rows, points || !whole).render(WIDTH));
    } else if (shown != null) {
      output.line("nothing of this kind was published of " + shown.name());
    }
    List<Validation.Missing> missing =
        validation.missing().stream()
            .filter(m -> shown == null || m.published().chip().equals(shown.name()))
            .toList();
    missing.forEach(m -> output.line(m.published().chip() + ": " + m.why()));
    long uncounted = rows.stream().filter(r -> !r.published().counted()).count();
    if (shown != null && uncounted > 0) {
      output.line("");
      output.text(ValidationText.uncounted(rows, missing).render(WIDTH));
    }
    if (shown != null) {
      output.line("");
      output.text(ValidationText.parts(shown).render(WIDTH));
    }
    if (whole) {
      output.line("");
      output.line(
          "-: does not count, "
              + uncounted
              + " of "
              + rows.size()
              + " figures; --chip and --report say why, --points shows curves point by point");
      output.line("");
      output.text(ValidationText.sums(validation));
    }
  }

  /// Against what is committed; nothing to compare with is no difference.
  private int compare(Validation validation) {
    Path folder = Path.of(System.getProperty("bitline.home", "."), "docs");
    Path table = folder.resolve("validation.csv");
    Path page = folder.resolve("validation.md");
    String today = ValidationCsv.of(validation);
    if (write) {
      Output.write(table, today.getBytes(StandardCharsets.UTF_8));
      Output.write(
          page, ValidationText.within(read(page), validation).getBytes(StandardCharsets.UTF_8));
      output.note("written: " + table + ", " + page);
      return Main.DONE;
    }
    if (!Files.isRegularFile(table)) {
      output.note("there is no " + table + " to compare with");
      return Main.DONE;
    }
    List<String> differences = ValidationCsv.differences(read(table), today);
    differences.forEach(output::note);
    if (!differences.isEmpty()) {
      output.note(table + " differs; ./bitline validate --write writes it anew");
    }
    return differences.isEmpty() ? Main.DONE : Main.NO;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
