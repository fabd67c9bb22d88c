package bitline.cli;

import bitline.Workbench;
import bitline.base.Problem;
import bitline.chip.Chip;
import bitline.report.Table;
import bitline.sim.fault.FaultSource;
import bitline.sim.fault.FaultsFound;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What a test of a manufactured chip's bare arrays would find, as a fault map.
@Command(
    name = "faults",
    description = "Counts the stuck cells of a manufactured chip and writes them as a fault map.",
    footer = {
      "",
      "run, age, blame and repair read such a map with --faults. Rows and columns",
      "are those of cells, spare ones after the array's own.",
      "",
      "Example:",
      "  bitline faults --chip hermes64_natel_2023 --chip-number 3 --out map.csv"
    })
final class FaultsCommand implements Callable<Integer> {
  /// Cells that are drawn, at most: a minute's work.
  private static final long MOST_CELLS = 1L << 31;

  @Option(
      names = "--chip",
      required = true,
      paramLabel = "CHIP",
      description = "A chip's name or YAML file.")
  private String chip = "";

  @Option(
      names = "--chip-number",
      defaultValue = "0",
      paramLabel = "N",
      description = "Which of the chips that were made (${DEFAULT-VALUE}).")
  private long number;

  @Option(
      names = "--arrays",
      paramLabel = "N",
      description = "Only the first N arrays; a network uses them from the first on.")
  private @Nullable Integer arrays;

  @Option(names = "--out", paramLabel = "FILE.csv", description = "Write the map.")
  private @Nullable Path out;

  @Mixin private FaultRates rates = new FaultRates();
  @Mixin private DefectOptions defects = new DefectOptions();
  @Mixin private SpareOptions spares = new SpareOptions();
  @Mixin private JsonOption json = new JsonOption();
  private final Output output;

  FaultsCommand(Output output) {
    this.output = output;
  }

  /// The answer as JSON.
  ///
  /// @param devices of the arrays' cells, spare lines included
  record Counted(String chip, long number, int arrays, long devices, long off, long on) {}

  @Override
  public Integer call() {
    json.check();
    if (out != null) {
      Output.checkEnding("--out", out, ".csv");
      Output.checkWritable(out);
    }
    Chip made = spares.on(Workbench.chip(chip));
    FaultSource source = defects.on(source(made), made);
    int count = count(made);
    FaultsFound found = FaultsFound.of(made, number, source, count);
    if (out != null) {
      Output.write(out, found.map());
    }
    Counted counted =
        new Counted(made.name(), number, count, found.devices(), found.off(), found.on());
    output.answer(json, counted, () -> output.table(table(counted)));
    if (defects.asked() != null) {
      output.note(defects.fate(made, number));
    }
    if (out != null) {
      output.note("fault map: " + out);
    }
    return Main.DONE;
  }

  private FaultSource source(Chip made) {
    if (rates.text() == null) {
      FaultSource described = new FaultSource.Described();
      if (!described.faulty(made) && defects.asked() == null) {
        throw new Problem(
            "the descriptions of "
                + made.name()
                + " and its cell tell of no faults; add stuck to the cell or faults to the macro, or give --fault-rate or --defects");
      }
      return described;
    }
    List<Double> shares = rates.shares();
    if (shares.size() != 1) {
      throw new Problem("--fault-rate " + rates.text() + ": a map is of one rate");
    }
    return rates.at(shares.getFirst(), made);
  }

  private int count(Chip made) {
    if (arrays != null && (arrays < 1 || arrays > made.arrays())) {
      throw new Problem(
          "--arrays " + arrays + " is not between 1 and the " + made.arrays() + " that there are");
    }
    int count = arrays == null ? made.arrays() : arrays;
    double cells = (double) count * made.macro().weightSets() * made.array().cells();
    if (cells > MOST_CELLS) {
      throw new Problem(
          count
              + " arrays of "
              + made.array().cells()
              + " cells are more than a map is written of; name the first that the network uses with --arrays N (bitline map tells how many)");
    }
    return count;
  }

  private static Table table(Counted counted) {
    return new Table(
        List.of(
            Table.text("chip"),
            Table.number("number"),
            Table.number("arrays"),
            Table.number("devices"),
            Table.number("stuck off"),
            Table.number("stuck on")),
        List.of(
            List.of(
                counted.chip,
                String.valueOf(counted.number),
                String.valueOf(counted.arrays),
                String.valueOf(counted.devices),
                String.valueOf(counted.off),
                String.valueOf(counted.on))));
  }
}
