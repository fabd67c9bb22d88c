package bitline.cli;

import bitline.Workbench;
import bitline.base.Keyed;
import bitline.base.Problem;
import bitline.graph.Graph;
import bitline.graph.Quantising;
import bitline.onnx.OnnxWriter;
import bitline.quant.Quantiser;
import bitline.task.EvaluationSet;
import bitline.task.ModelCard;
import bitline.task.ModelCards;
import bitline.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Writes a network with quantising steps as standard ONNX.
@Command(
    name = "quantize",
    aliases = "quantise",
    description =
        "Quantises a network on your pictures and writes standard ONNX (QuantizeLinear, DequantizeLinear).",
    footer = {
      "",
      "Example:",
      "  bitline quantize models/signs_bitline.onnx --calibrate examples/signs \\",
      "    --out signs_int8.onnx"
    })
final class QuantizeCommand implements Callable<Integer> {
  @Parameters(paramLabel = "MODEL", description = "An ONNX file with float weights.")
  private Path model = Path.of("");

  @Option(
      names = "--calibrate",
      required = true,
      paramLabel = "DIR",
      description = "A folder of pictures like those it will see.")
  private Path calibrate = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "FILE.onnx",
      description = "Where to write; else MODEL_quantized.onnx.")
  private @Nullable Path out;

  @Option(
      names = "--preprocess",
      paramLabel = "CARD.yaml",
      description = "How pictures become inputs.")
  private @Nullable Path preprocess;

  @Option(
      names = "--pictures",
      defaultValue = "32",
      paramLabel = "N",
      description = "Pictures to calibrate on, at most (${DEFAULT-VALUE}).")
  private int pictures;

  @Option(
      names = "--seed",
      defaultValue = "0",
      paramLabel = "N",
      description = "Chooses them (${DEFAULT-VALUE}).")
  private long seed;

  @Mixin private QuantisingOptions quantising = new QuantisingOptions();
  @Mixin private JsonOption json = new JsonOption();
  private final Output output;

  QuantizeCommand(Output output) {
    this.output = output;
  }

  /// What was written.
  record Answer(
      String file,
      int weightBits,
      int activationBits,
      int calibrationPictures,
      int products,
      long bytes) {}

  @Override
  public Integer call() throws IOException {
    json.check();
    if (pictures < 1) {
      throw new Problem("--pictures " + pictures + " leaves nothing to calibrate on");
    }
    Path file = out == null ? beside(model) : out;
    Output.checkEnding("--out", file, ".onnx");
    Output.checkWritable(file);
    Graph network = Workbench.load(model);
    if (Files.exists(file) && Files.isSameFile(file, model)) {
      throw Problem.at(file.toString(), "is the network itself; name another file with --out");
    }
    if (Quantiser.isQuantised(network)) {
      throw Problem.at(model.toString(), "is quantised already; its scales are kept as they are");
    }
    ModelCard card = JobOptions.card(model, preprocess, null, network);
    EvaluationSet set = EvaluationSet.folder(calibrate, null, card);
    List<Map<String, Tensor>> inputs = new ArrayList<>();
    for (int index : Keyed.choose(pictures, set.size(), seed, "calibration")) {
      inputs.add(set.item(index, card).inputs());
    }
    var settings = quantising.settings();
    Graph quantised = Workbench.quantise(network, settings, inputs, output.progress());
    byte[] bytes = OnnxWriter.bytes(quantised);
    Output.write(file, bytes);
    int products =
        (int)
            quantised.nodes().stream()
                .filter(n -> n.op() instanceof Quantising.QuantizeLinear)
                .count();
    Answer answer =
        new Answer(
            file.toString(),
            settings.weightBits(),
            settings.activationBits(),
            inputs.size(),
            products,
            bytes.length);
    output.answer(
        json,
        answer,
        () ->
            output.line(
                "wrote "
                    + file
                    + ": "
                    + MapCommand.count(bytes.length)
                    + "B, "
                    + products
                    + " quantised activations, calibrated on "
                    + inputs.size()
                    + (inputs.size() == 1 ? " picture" : " pictures")));
    if (ModelCards.file(file, null) == null) {
      Path known = ModelCards.file(model, preprocess);
      output.note(
          "to run it: "
              + (known == null ? "describe it in" : "--preprocess " + known + ", or copy that to")
              + " "
              + ModelCards.beside(file));
    }
    return Main.DONE;
  }

  private static Path beside(Path model) {
    String name = String.valueOf(model.getFileName());
    String stem = name.endsWith(".onnx") ? name.substring(0, name.length() - 5) : name;
    return model.resolveSibling(stem + "_quantized.onnx");
  }
}
