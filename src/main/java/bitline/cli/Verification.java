package bitline.cli;

import bitline.Workbench;
import bitline.base.Problem;
import bitline.base.Progress;
import bitline.graph.Graph;
import bitline.graph.Port;
import bitline.graph.eval.MacCount;
import bitline.graph.eval.Shapes;
import bitline.map.Mapping;
import bitline.map.Request;
import bitline.onnx.ModelCheck;
import bitline.onnx.NodeSuite;
import bitline.onnx.OnnxReader;
import bitline.quant.Settings;
import bitline.report.Figure;
import bitline.sim.IdealCheck;
import bitline.sim.manufacture.Conditions;
import bitline.task.EvaluationSet;
import bitline.task.ModelCard;
import bitline.task.ModelCards;
import bitline.tensor.Kernels;
import bitline.tensor.Npy;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import bitline.tensor.simd.KernelsProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What `verify` measures: each figure against its target. Every part reads public tests, networks
/// and pictures that lie outside the project, below `data`.
final class Verification {
  /// The chip that plain 8 bits are judged on: one that loses nothing and holds any network.
  private static final String YARDSTICK = "ideal_digital";

  private final Path data;
  private final Path home;
  private final int threads;
  private final Progress progress;
  private final Kernels kernels;
  private final Consumer<Figure> found;

  /// @param found is told each figure as soon as it is there
  Verification(Path data, Path home, int threads, Progress progress, Consumer<Figure> found) {
    this.data = data;
    this.home = home;
    this.threads = threads;
    this.progress = progress;
    this.kernels = KernelsProvider.best(threads);
    this.found = found;
  }

  /// The part of [PublishedTimes].
  static final String TIME = "time";

  /// The parts, in their order.
  static final List<String> PARTS =
      List.of(
          "nodes",
          "models",
          "macs",
          "ideal",
          "accuracy",
          TIME,
          DecodeFigures.PART,
          BaselineFigures.PART,
          ForecastFigures.PART,
          "speed");

  static final Map<String, String> TITLES =
      Map.of(
          "nodes",
          "ONNX's own tests of single operators",
          "models",
          "Stored outputs of networks: worst difference as a share of the tolerance",
          "macs",
          "Multiply-accumulates of known architectures",
          "ideal",
          "Ideal chip against the integer reference, every layer",
          "accuracy",
          "Plain 8 bits on the ideal chip, calibrated on "
              + CalibrationPictures.USUAL
              + " of the pictures",
          TIME,
          "Published speeds against network, map and time; the remark: error, one product",
          DecodeFigures.PART,
          DecodeFigures.TITLE,
          BaselineFigures.PART,
          BaselineFigures.TITLE,
          ForecastFigures.PART,
          ForecastFigures.TITLE,
          "speed",
          "Arrays (multiply-accumulates a second) and whole networks on this machine");

  List<Figure> run(List<String> parts) {
    List<Figure> figures = new ArrayList<>();
    Consumer<Figure> each =
        figure -> {
          figures.add(figure);
          found.accept(figure);
        };
    for (String part : parts) {
      switch (part) {
        case "nodes" -> nodes(each);
        case "models" -> models(each);
        case "macs" -> macs(each);
        case "ideal" -> ideal(each);
        case "accuracy" -> accuracy(each);
        case TIME -> PublishedTimes.measure(data, each);
        case DecodeFigures.PART -> DecodeFigures.measure(data, each);
        case BaselineFigures.PART -> BaselineFigures.measure(data, each);
        case ForecastFigures.PART -> ForecastFigures.measure(data, each);
        case "speed" -> Speed.measure(home, data).forEach(each);
        default -> throw new IllegalArgumentException(part);
      }
    }
    return figures;
  }

  /// ONNX's own node tests: every case whose operators and types we have must pass.
  private void nodes(Consumer<Figure> figures) {
    Map<String, Integer> targets = new LinkedHashMap<>();
    targets.put("v1.7.0", 0);
    targets.put("v1.12.0", 600);
    targets.put("v1.17.0", 700);
    targets.put("v1.22.0", 0);
    targets.forEach((release, target) -> {
      Path archive = data.resolve("onnx-node-tests").resolve("node-" + release + ".tar.xz");
      if (!Files.isRegularFile(archive)) {
        figures.accept(missing("nodes", release, archive));
        return;
      }
      List<NodeSuite.Result> results = NodeSuite.run(archive, kernels, progress);
      long passed =
          results.stream().filter(r -> r.outcome() instanceof NodeSuite.Outcome.Pass).count();
      long unsupported =
          results.stream()
              .filter(r -> r.outcome() instanceof NodeSuite.Outcome.Unsupported)
              .count();
      List<String> wrong =
          results.stream()
              .filter(r ->
                  r.outcome() instanceof NodeSuite.Outcome.Mismatch
                      || r.outcome() instanceof NodeSuite.Outcome.Failed)
              .map(NodeSuite.Result::name)
              .toList();
      long disputed = results.size() - passed - unsupported - wrong.size();
      figures.accept(
          new Figure(
              "nodes",
              "ONNX " + release,
              passed + " pass, " + wrong.size() + " wrong",
              (target == 0 ? "" : ">= " + target + ", ") + "0 wrong",
              passed >= target && wrong.isEmpty(),
              wrong.isEmpty()
                  ? unsupported + " not read" + (disputed == 0 ? "" : ", " + disputed + " disputed")
                  : String.join(" ", wrong.subList(0, Math.min(4, wrong.size())))));
    });
  }

  /// Stored outputs of every network.
  private void models(Consumer<Figure> figures) {
    for (Path folder : networks()) {
      String name = String.valueOf(folder.getFileName());
      try {
        List<ModelCheck> checks = ModelCheck.run(folder, kernels);
        double worst = checks.stream().mapToDouble(ModelCheck::share).max().orElse(Double.NaN);
        boolean passed = !checks.isEmpty() && checks.stream().allMatch(ModelCheck::passed);
        figures.accept(
            new Figure(
                "models",
                name,
                String.format(Locale.ROOT, "%.2g", worst),
                "<= 1",
                passed,
                checks.stream()
                    .map(ModelCheck::rule)
                    .distinct()
                    .collect(Collectors.joining("; "))));
      } catch (Problem problem) {
        figures.accept(new Figure("models", name, "-", "<= 1", false, problem.getMessage()));
      }
    }
  }

  /// MAC counts of well-known architectures, as stated by the table beside them.
  private void macs(Consumer<Figure> figures) {
    StatedMacs.ALL.forEach((file, stated) -> {
      Path path = data.resolve("models/onnx_light_architectures").resolve(file);
      if (!Files.isRegularFile(path)) {
        figures.accept(missing("macs", file, path));
        return;
      }
      long macs = stated(path);
      String millions = String.format(Locale.ROOT, "%.1f M", macs / 1e6);
      figures.accept(
          new Figure("macs", file, millions, stated + " M", millions.equals(stated + " M"), ""));
    });
  }

  private static long stated(Path path) {
    Graph graph = OnnxReader.read(path).graph();
    return MacCount.of(graph, Shapes.infer(graph, Map.of())).total();
  }

  /// Every accumulator of every layer against the independent integer reference.
  private void ideal(Consumer<Figure> figures) {
    for (Path folder : networks()) {
      String name = String.valueOf(folder.getFileName());
      Graph network = Workbench.load(folder.resolve("model.onnx"));
      Map<String, Tensor> inputs = new LinkedHashMap<>();
      Map<String, Shape> shapes = new LinkedHashMap<>();
      for (Port port : network.inputs()) {
        Tensor tensor = Npy.read(folder.resolve("sample0/input_" + port.name() + ".npy"));
        inputs.put(port.name(), tensor);
        shapes.put(port.name(), tensor.shape());
      }
      Graph quantised =
          Workbench.quantise(network, Settings.PLAIN.withAttention(8), List.of(inputs));
      switch (Workbench.map(quantised, Workbench.chip(YARDSTICK), shapes, 0)) {
        case Mapping.Infeasible(List<String> reasons) ->
            figures.accept(
                new Figure("ideal", name, "refused", "equal", false, String.join("; ", reasons)));
        case Mapping.Mapped mapped -> {
          IdealCheck.Result result = IdealCheck.check(mapped.program(), kernels, inputs);
          IdealCheck.Mismatch first = result.first();
          figures.accept(
              new Figure(
                  "ideal",
                  name,
                  result.layers() + " layers, " + MapCommand.count(result.sums()) + " sums",
                  "all equal",
                  first == null,
                  first == null
                      ? ""
                      : "first at "
                          + first.node()
                          + "["
                          + first.index()
                          + "]: "
                          + first.got()
                          + " for "
                          + first.expected()));
        }
      }
      figures.accept(new ThreeWays(quantised, shapes, inputs, kernels).figure(name));
    }
  }

  /// A network, its pictures, and the least accuracy of plain 8 bits on the ideal chip.
  private record Aim(String model, String set, double least, double below) {}

  private void accuracy(Consumer<Figure> figures) {
    List<Aim> aims =
        List.of(
            new Aim("resnet20_cifar10", "cifar10-first100", 0.93, 0),
            new Aim("gtsrb_cnn_30_nhwc", "gtsrb427", 0.91, 0),
            new Aim("mobilenetv2_imagenet", "imagenet200", 0.865, 0),
            new Aim("yolox_nano_416", "voc60", 0.81, 0),
            new Aim("espnet_camvid_360x480", "camvid30", 0.545, 0),
            new Aim("twinlitenet_360x640", "tusimple6", 0, 0.01),
            new Aim("lstr_lane_360x640", "tusimple6", 0.96, 0));
    for (Aim aim : aims) {
      Path model = data.resolve("models").resolve(aim.model).resolve("model.onnx");
      if (Files.isRegularFile(model)) {
        figures.accept(accuracy(aim, model));
      } else {
        figures.accept(missing("accuracy", aim.model, model));
      }
    }
    Path repository =
        Path.of(
            System.getProperty(
                "maven.repo.local", System.getProperty("user.home") + "/.m2/repository"));
    switch (MavenNetwork.MINI_LM.find(home, repository, true)) {
      case MavenNetwork.Found.There(Path file) ->
          figures.accept(accuracy(new Aim("MiniLM-L6", "sts200", 0.87, 0), file));
      case MavenNetwork.Found.Missing(String why) ->
          figures.accept(
              new Figure("accuracy", "MiniLM-L6 on sts200", "-", ">= 0.8700", null, why));
    }
  }

  private Figure accuracy(Aim aim, Path model) {
    Graph network = Workbench.load(model);
    ModelCard card = ModelCards.find(model, null).fittedTo(network);
    EvaluationSet set = EvaluationSet.of(aim.set, data.resolve("data"));
    MainJob job =
        new MainJob(
            aim.model,
            network,
            card,
            set,
            Workbench.chip(YARDSTICK),
            Settings.PLAIN,
            Request.PLAIN,
            Conditions.IDEAL,
            null,
            CalibrationPictures.PLAIN,
            Integer.MAX_VALUE,
            threads,
            false,
            0);
    if (!(job.run(progress) instanceof MainJob.Done done)) {
      return new Figure("accuracy", aim.model + " on " + aim.set, "refused", "", false, "");
    }
    var onFloat = Objects.requireNonNull(done.trial().reference().score());
    var onChip = Objects.requireNonNull(done.trial().runs().getFirst().score());
    double least = aim.least > 0 ? aim.least : onFloat.value() - aim.below;
    return new Figure(
        "accuracy",
        aim.model + " on " + aim.set,
        String.format(Locale.ROOT, "%.4f %s", onChip.value(), onChip.metric()),
        String.format(Locale.ROOT, ">= %.4f", least),
        onChip.value() >= least,
        String.format(Locale.ROOT, "float %.4f", onFloat.value()));
  }

  private List<Path> networks() {
    Path models = data.resolve("models");
    if (!Files.isDirectory(models)) {
      throw Problem.at(
          models.toString(),
          "there are no networks; name the folder that holds models/ and data/ with --data");
    }
    try (Stream<Path> folders = Files.list(models)) {
      return folders
          .filter(folder -> Files.isRegularFile(folder.resolve("model.onnx")))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Figure missing(String part, String what, Path path) {
    return new Figure(part, what, "-", "", null, path + " is not there");
  }
}
