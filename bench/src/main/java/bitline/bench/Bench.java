package bitline.bench;

import bitline.base.Problem;
import bitline.report.Figure;
import bitline.text.Json;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `./bitline bench`: arrays against their targets, or another table.
@Command(
    name = "bitline bench",
    mixinStandardHelpOptions = true,
    description = {
      "Times arrays of cells on one core against this machine's own limits and the targets (1 min);",
      "or, with an option, one of the other tables. Exit 1 when a target is missed."
    },
    footer = {
      "",
      "Examples:",
      "  bitline bench",
      "  bitline bench --networks --data ../shared",
      "  bitline bench --interpreter --data ../shared"
    })
public final class Bench implements Callable<Integer> {
  @Option(
      names = "--kernels",
      description = "Time float and integer kernels against the peak of fused multiply-adds.")
  private boolean kernels;

  @Option(
      names = "--networks",
      description = "Time whole networks on an analog chip; exit 1 when too slow.")
  private boolean networks;

  @Option(
      names = "--mapping",
      description = "Time mapping ResNet-50 and playing it; exit 1 when too slow.")
  private boolean mapping;

  @Option(
      names = "--estimate",
      description = "Time estimates of ResNet-18 and ResNet-50; exit 1 when too slow.")
  private boolean estimate;

  @Option(
      names = "--growth",
      description = "Time how the engines' time grows with rows, columns, bits and vectors.")
  private boolean growth;

  @Option(
      names = "--interpreter",
      description = "Compare the float interpreter with ONNX Runtime; exit 1 when too slow.")
  private boolean interpreter;

  @Option(
      names = "--figures",
      description = "Arrays and networks, each figure and its target, as JSON for other programs.")
  private boolean figures;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The folder with models/ (default: ../shared beside the project).")
  private Path data = Path.of(System.getProperty("bitline.home", "."), "..", "shared").normalize();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads for each side (default: ${DEFAULT-VALUE}).")
  private int threads = 2;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Rounds of both sides by turns (default: ${DEFAULT-VALUE}).")
  private int rounds = 12;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  private Bench() {}

  public static void main(String[] args) {
    CommandLine line = new CommandLine(new Bench());
    line.setExecutionExceptionHandler((e, _, _) -> {
      if (!(e instanceof Problem)) {
        e.printStackTrace();
        return 3;
      }
      System.err.println("bitline bench: " + e.getMessage());
      return 2;
    });
    line.setParameterExceptionHandler((e, _) -> {
      System.err.println(
          "bitline bench: " + e.getMessage() + "; 'bitline bench --help' lists what there is");
      return 2;
    });
    System.exit(line.execute(args));
  }

  @Override
  public Integer call() {
    if (threads < 1 || threads > 64 || rounds < 1) {
      throw new Problem(
          "--threads "
              + threads
              + " --rounds "
              + rounds
              + ": 1 to 64 threads and at least 1 round");
    }
    if (figures) {
      return printFigures() ? 0 : 1;
    }
    if (growth) {
      GrowthTable.print(System.out, json);
      return 0;
    }
    if (networks) {
      return NetworkTable.print(System.out, data, json) ? 0 : 1;
    }
    if (mapping) {
      return MappingTable.print(System.out, data) ? 0 : 1;
    }
    if (estimate) {
      return EstimateTable.print(System.out, data) ? 0 : 1;
    }
    if (kernels) {
      KernelTable.print(System.out, json);
      return 0;
    }
    if (!interpreter) {
      return ArrayTable.print(System.out, json) ? 0 : 1;
    }
    return InterpreterComparison.print(System.out, data, threads, rounds, json) ? 0 : 1;
  }

  private boolean printFigures() {
    PrintStream out = System.out;
    List<Figure> all = new ArrayList<>(ArrayTable.figures());
    all.addAll(NetworkTable.figures(data));
    all.addAll(MappingTable.figures(data));
    out.print(Json.text(new Figure.Several(all)));
    return all.stream().noneMatch(figure -> Boolean.FALSE.equals(figure.met()));
  }
}
