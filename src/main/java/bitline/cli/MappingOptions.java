package bitline.cli;

import bitline.Workbench;
import bitline.chip.Chip;
import bitline.graph.Graph;
import bitline.map.Mapping;
import bitline.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The options that say which network is laid onto which chip, and the first steps with them: read,
/// quantise, map, or say why it cannot be. Mixed in with `@Mixin` by the commands that look at a
/// program without running it on pictures. A float network is quantised with ranges from noise:
/// places, widths, counts and times do not depend on ranges.
final class MappingOptions {
  @Parameters(paramLabel = "MODEL", description = "An ONNX file.")
  private Path model = Path.of("");

  @Option(
      names = "--chip",
      required = true,
      paramLabel = "CHIP",
      description = "A chip's name or YAML file.")
  private String chip = "";

  @Option(
      names = "--point",
      paramLabel = "NAME",
      description = "The chip's operating point, by its name (the first; 'show CHIP' lists them).")
  private @Nullable String point;

  @Mixin private QuantisingOptions quantising = new QuantisingOptions();

  /// A refusal.
  record No(String network, String chip, List<String> infeasible) {}

  /// The chip that was named, at the operating point that was.
  Chip chip() {
    Chip described = Workbench.chip(chip);
    return point == null ? described : described.at(point);
  }

  /// The network's name.
  String name() {
    return String.valueOf(model.getFileName());
  }

  /// The network's file.
  Path model() {
    return model;
  }

  /// Reads and quantises the network, maps it, and answers with what `mapped` makes of the program;
  /// where it does not fit, with the reasons.
  int answer(
      Output output,
      JsonOption json,
      Chip described,
      Function<Graph, Mapping> map,
      ToIntFunction<Mapping.Mapped> mapped) {
    return answer(output, json, described, NoiseInput::of, map, mapped);
  }

  /// The same with ranges from pictures.
  ///
  /// @param pictures that the network is quantised on
  int answer(
      Output output,
      JsonOption json,
      Chip described,
      Function<Graph, List<Map<String, Tensor>>> pictures,
      Function<Graph, Mapping> map,
      ToIntFunction<Mapping.Mapped> mapped) {
    Graph network = Workbench.load(model);
    Graph quantised =
        Workbench.quantise(
            network,
            quantising.settings(network, model),
            pictures.apply(network),
            output.progress());
    return switch (map.apply(quantised)) {
      case Mapping.Infeasible(List<String> reasons) -> {
        output.answer(
            json,
            new No(name(), described.name(), reasons),
            () -> reasons.forEach(reason -> output.line("Infeasible: " + reason)));
        yield Main.NO;
      }
      case Mapping.Mapped program -> mapped.applyAsInt(program);
    };
  }
}
