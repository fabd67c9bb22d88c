package bitline.cli;

import bitline.base.Problem;
import bitline.chip.Chip;
import bitline.chip.Chips;
import bitline.graph.Graph;
import bitline.graph.Port;
import bitline.onnx.OnnxModel;
import bitline.onnx.OnnxReader;
import bitline.report.ChipSheet;
import bitline.report.ModelSheet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows one thing: a network by its file, or a chip by its name or its file.
@Command(
    name = "show",
    description =
        "Shows what is in a network, or what a chip is and where each of its values comes from.",
    footer = {
      "",
      "Examples:",
      "  bitline show houmo_h30_2023",
      "  bitline show model.onnx --passes"
    })
final class ShowCommand implements Callable<Integer> {
  private static final int WIDTH = 80;

  @Mixin private JsonOption json = new JsonOption();

  @Parameters(
      paramLabel = "MODEL|CHIP",
      description = "An .onnx file, the name of a chip, or the path of its .yaml file.")
  private String shown = "";

  @Option(
      names = "--passes",
      description = "For a network: run the general passes and print what each changes.")
  private boolean passes;

  @Option(
      names = "--disable-pass",
      paramLabel = "NAME",
      description = "Leave a pass out; may be repeated.")
  private Set<String> disabled = Set.of();

  @Option(
      names = "--text",
      description = "For a network: print its text form (with --passes, the one after them).")
  private boolean text;

  @Option(
      names = "--size",
      paramLabel = "NAME=N",
      description =
          "What a named size of a network's input is, such as N=8; 1 where it is left out.")
  private Map<String, Integer> sizes = Map.of();

  private final Output output;

  ShowCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    if (shown.endsWith(".onnx")) {
      OnnxModel model = OnnxReader.read(Path.of(shown));
      checkSizes(model.graph());
      ModelSheet sheet = sheet(model);
      output.answer(json, sheet, () -> output.line(sheet.render(WIDTH).stripTrailing()));
      return Main.DONE;
    }
    if (passes || text || !disabled.isEmpty() || !sizes.isEmpty()) {
      throw new Problem(
          "--passes, --disable-pass, --text and --size are for networks (.onnx), not for '"
              + shown
              + "'");
    }
    refuseOtherFiles(shown);
    Chip chip = Chips.find(shown);
    output.answer(json, chip, () -> output.line(ChipSheet.text(chip, WIDTH).stripTrailing()));
    return Main.DONE;
  }

  private void checkSizes(Graph graph) {
    Set<String> names = new TreeSet<>();
    for (Port port : graph.inputs()) {
      Objects.requireNonNullElse(port.sizes(), List.<String>of()).stream()
          .filter(size -> !size.matches("[0-9]*"))
          .forEach(names::add);
    }
    sizes.forEach((name, size) -> {
      if (!names.contains(name)) {
        throw new Problem(
            "--size "
                + name
                + ": no size of an input has this name"
                + (names.isEmpty()
                    ? "; all are given"
                    : "; there are " + String.join(", ", names)));
      }
      if (size < 1) {
        throw new Problem("--size " + name + "=" + size + " is below 1");
      }
    });
  }

  /// A path that is there was not meant as a chip's name.
  private static void refuseOtherFiles(String shown) {
    if (shown.endsWith(".yaml")
        || shown.endsWith(".yml")
        || !shown.contains("/") && !shown.contains(".")) {
      return;
    }
    if (Files.isDirectory(Path.of(shown))) {
      throw Problem.at(shown, "is a folder; name an .onnx or .yaml file in it");
    }
    if (Files.exists(Path.of(shown))) {
      throw Problem.at(shown, "neither ends in .onnx, as networks do, nor in .yaml, as chips do");
    }
  }

  private ModelSheet sheet(OnnxModel model) {
    return passes || !disabled.isEmpty()
        ? ModelSheet.afterPasses(model, disabled, System::nanoTime, sizes, text)
        : ModelSheet.of(model, sizes, text);
  }
}
