package bitline.cli;

import bitline.Workbench;
import bitline.base.Problem;
import bitline.graph.Graph;
import bitline.map.Request;
import bitline.quant.Settings;
import bitline.sim.manufacture.Conditions;
import bitline.task.EvaluationSet;
import bitline.task.ModelCard;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Our own traffic-sign network on two chips, with no arguments.
@Command(
    name = "demo",
    description = "Recognises drawn traffic signs on two chips: the first thing to try.",
    footer = {"", "Example:", "  bitline demo"})
final class DemoCommand implements Callable<Integer> {
  private static final List<String> CHIPS = List.of("houmo_h30_2023", "wan_nature_2022");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where reports go (target/demo of the checkout).")
  private @Nullable Path out;

  private final Output output;

  DemoCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() throws IOException {
    Path home = Path.of(System.getProperty("bitline.home", "."));
    Path model = home.resolve("models/signs_bitline.onnx");
    Path pictures = home.resolve("examples/signs");
    if (!Files.isRegularFile(model)) {
      throw Problem.at(
          model.toString(), "is not there; run ./bitline demo in a checkout of Bitline");
    }
    Path folder = out == null ? home.resolve("target/demo") : out;
    try {
      Files.createDirectories(folder);
    } catch (FileAlreadyExistsException e) {
      throw new Problem("--out " + out + ": a file is there, and reports need a folder", e);
    }
    Graph network = Workbench.load(model);
    ModelCard card = JobOptions.card(model, null, null, network);
    EvaluationSet set = EvaluationSet.folder(pictures, pictures.resolve("labels.csv"), card);
    int code = Main.DONE;
    for (String chip : CHIPS) {
      if (!chip.equals(CHIPS.getFirst())) {
        output.line("");
      }
      Path page = folder.resolve(chip + ".html");
      MainJob job =
          new MainJob(
              "signs_bitline.onnx",
              network,
              card,
              set,
              Workbench.chip(chip),
              Settings.PLAIN,
              Request.PLAIN,
              Conditions.IDEAL,
              null,
              CalibrationPictures.PLAIN,
              Integer.MAX_VALUE,
              JobOptions.cores(0),
              true,
              0);
      code = Math.max(code, RunCommand.finish(job, null, page, new JsonOption(), output, true));
    }
    output.line("");
    output.line("Next, what converters of 4 bits would cost:");
    output.line("./bitline run models/signs_bitline.onnx --chip " + CHIPS.getLast() + " \\");
    output.line("  --input examples/signs --labels examples/signs/labels.csv --adc-bits 4");
    return code;
  }
}
