package bitline.cli;

import bitline.Workbench;
import bitline.base.Units;
import bitline.compare.Baselines;
import bitline.compare.GpuFit;
import bitline.compare.HoldOut;
import bitline.compare.MlperfParts;
import bitline.compare.MlperfResults;
import bitline.compare.NeuralParts;
import bitline.compare.Outcome;
import bitline.compare.Workload;
import bitline.compare.Workloads;
import bitline.report.Figure;
import bitline.task.BertLarge;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Models of published accelerators against MLPerf Inference: constants fitted again on half of the
/// GPUs, errors on that half and on the half held out, and what the constants in use say of each.
final class BaselineFigures {
  static final String PART = "baselines";
  static final String TITLE =
      "Models of GPUs and NPUs against MLPerf, median errors: fitted on one half, tested on the other";

  private static final Path RESNET50 =
      Path.of("models/onnx_light_architectures/light_resnet50.onnx");
  private static final Path MLPERF = Path.of("mlperf");

  /// Most median error of throughput on the parts that are held out.
  private static final double AIM = 0.15;

  /// Constants are written with six digits.
  private static final double ROUNDING = 1e-5;

  private static final int STEPS = 4500;

  /// MLPerf's names of networks, and ours.
  private static final Map<String, String> NETWORKS = new LinkedHashMap<>();

  static {
    NETWORKS.put("resnet50", "ResNet-50");
    NETWORKS.put("bert-99", "BERT-large");
  }

  private final Map<String, Workload> work;
  private final MlperfResults results;
  private final Consumer<Figure> figures;

  private BaselineFigures(
      Map<String, Workload> work, MlperfResults results, Consumer<Figure> figures) {
    this.work = work;
    this.results = results;
    this.figures = figures;
  }

  static void measure(Path data, Consumer<Figure> figures) {
    for (Path needed : List.of(RESNET50, MLPERF)) {
      if (!Files.exists(data.resolve(needed))) {
        figures.accept(
            new Figure(PART, "MLPerf", "-", "", null, data.resolve(needed) + " is not there"));
        return;
      }
    }
    Map<String, Workload> work =
        Map.of(
            "resnet50",
            Workloads.of(Workbench.simplify(Workbench.load(data.resolve(RESNET50))), Map.of()),
            "bert-99",
            Workloads.of(BertLarge.graph(BertLarge.SQUAD_TOKENS), Map.of()));
    MlperfResults results = MlperfResults.read(data.resolve(MLPERF));
    new BaselineFigures(work, results, figures).all();
  }

  private void all() {
    GpuFit gpu = new GpuFit();
    HoldOut holdOut = new HoldOut(gpu, work);
    List<HoldOut.Point> points = MlperfParts.points(results, List.copyOf(NETWORKS.keySet()));
    double[] fitted = holdOut.fit(points, STEPS);
    constants(gpu, fitted);
    List<HoldOut.Told> told = holdOut.tell(points, fitted);
    for (String network : NETWORKS.keySet()) {
      for (MlperfResults.Scenario scenario : MlperfResults.Scenario.values()) {
        half(told, network, scenario, true);
        half(told, network, scenario, false);
      }
    }
    stated(told);
    for (HoldOut.Told each : told) {
      if (each.point().scenario() == MlperfResults.Scenario.OFFLINE) {
        part(each.point(), each.model(), each.point().fitted() ? "fitted" : "held out");
      }
    }
    power(told);
    neural();
  }

  /// Whether the constants in use are those that the data give.
  private void constants(GpuFit gpu, double[] fitted) {
    List<String> names = gpu.names();
    List<String> differ = new ArrayList<>();
    List<String> all = new ArrayList<>();
    for (int i = 0; i < fitted.length; i++) {
      all.add(names.get(i) + " " + String.format(Locale.ROOT, "%.6g", fitted[i]));
      if (!HoldOut.same(new double[] {fitted[i]}, new double[] {gpu.stored()[i]}, ROUNDING)) {
        differ.add(names.get(i));
      }
    }
    figures.accept(
        new Figure(
            PART,
            "GPU constants, refitted",
            differ.isEmpty() ? "as stored" : String.join(", ", differ) + " differ",
            "as stored",
            differ.isEmpty(),
            String.join(", ", all)));
  }

  /// Whether what models say of their own error is what it is.
  private void stated(List<HoldOut.Told> told) {
    Map<String, Double> stated =
        Map.of("resnet50", GpuFit.HELD_OUT_RESNET50, "bert-99", GpuFit.HELD_OUT_BERT);
    for (String network : NETWORKS.keySet()) {
      double error = HoldOut.error(heldOut(told, network), 0.5);
      double said = Objects.requireNonNull(stated.get(network));
      figures.accept(
          new Figure(
              PART,
              "error told, " + NETWORKS.get(network),
              percent(said),
              percent(error),
              Math.abs(said - error) < 0.001,
              "in the words on how well they are known"));
    }
  }

  private static List<HoldOut.Told> heldOut(List<HoldOut.Told> told, String network) {
    return told.stream()
        .filter(t -> t.point().network().equals(network) && !t.point().fitted())
        .filter(t -> t.point().scenario() == MlperfResults.Scenario.OFFLINE)
        .toList();
  }

  private void half(
      List<HoldOut.Told> told, String network, MlperfResults.Scenario scenario, boolean fitted) {
    List<HoldOut.Told> here =
        told.stream()
            .filter(t -> t.point().network().equals(network))
            .filter(t -> t.point().scenario() == scenario && t.point().fitted() == fitted)
            .toList();
    double median = HoldOut.error(here, 0.5);
    boolean aimed = !fitted && scenario == MlperfResults.Scenario.OFFLINE;
    figures.accept(
        new Figure(
            PART,
            (fitted ? "fitted: " : "held out: ")
                + NETWORKS.get(network)
                + (scenario == MlperfResults.Scenario.OFFLINE ? "" : " latency"),
            percent(median),
            aimed ? "<= " + percent(AIM) : "",
            aimed ? median <= AIM : null,
            here.size() + " parts, 80 % in " + percent(HoldOut.error(here, 0.8))));
  }

  private void part(HoldOut.Point point, double model, String remark) {
    boolean offline = point.scenario() == MlperfResults.Scenario.OFFLINE;
    figures.accept(
        new Figure(
            PART,
            point.part().name() + " " + shortened(NETWORKS.get(point.network())),
            value(model, offline),
            "",
            null,
            String.format(
                Locale.ROOT,
                "%+.0f %% of %s, %s; %s",
                100 * (model / point.value() - 1),
                value(point.value(), offline),
                remark,
                point.where())));
  }

  /// Watts of systems, whose hosts the models leave out, beside those of our units.
  private void power(List<HoldOut.Told> told) {
    for (HoldOut.Told each : told) {
      HoldOut.Point point = each.point();
      if (point.scenario() != MlperfResults.Scenario.OFFLINE) {
        continue;
      }
      MlperfResults.@Nullable Row row =
          MlperfParts.thriftiest(results, point.part().name(), point.network());
      if (row == null) {
        continue;
      }
      Outcome outcome =
          HoldOut.offline(
              Baselines.of(point.part()), Objects.requireNonNull(work.get(point.network())));
      double measured = Objects.requireNonNull(row.watts()) / row.value();
      figures.accept(
          new Figure(
              PART,
              point.part().name() + " " + shortened(NETWORKS.get(point.network())),
              outcome.joules() == null ? "-" : Units.format(outcome.joules(), "J", 3),
              "",
              null,
              "system "
                  + Units.format(measured, "J", 3)
                  + ", often slowed down to save; ours is the unit at full speed; "
                  + row.where()));
    }
  }

  /// Neural processors, on whose half a single constant was fitted.
  private void neural() {
    List<NeuralParts.Check> checks =
        NeuralParts.checks(
            Map.of(
                "ResNet-50", Objects.requireNonNull(work.get("resnet50")),
                "BERT-Large", Objects.requireNonNull(work.get("bert-99"))));
    for (boolean fitted : new boolean[] {true, false}) {
      double[] errors =
          checks.stream()
              .filter(check -> check.what() == NeuralParts.What.RATE && check.fitted() == fitted)
              .filter(check -> check.network().equals("ResNet-50"))
              .mapToDouble(check -> Math.abs(StrictMath.log(check.modelled() / check.measured())))
              .sorted()
              .toArray();
      double median = (errors[(errors.length - 1) / 2] + errors[errors.length / 2]) / 2;
      figures.accept(
          new Figure(
              PART,
              (fitted ? "fitted: " : "held out: ") + "ResNet-50, NPUs",
              percent(StrictMath.exp(median) - 1),
              "",
              null,
              errors.length + " parts, one constant"));
    }
    for (NeuralParts.Check check : checks) {
      figures.accept(
          new Figure(
              PART,
              check.part() + " " + shortened(check.network()),
              value(check.modelled(), check.what()),
              "",
              null,
              String.format(
                  Locale.ROOT,
                  "%+.0f %% of %s, %s%s",
                  100 * check.error(),
                  value(check.measured(), check.what()),
                  check.fitted() ? "fitted" : "held out",
                  check.what() == NeuralParts.What.JOULES
                      ? "; measured with the whole system, ours is the unit"
                      : "")));
    }
  }

  /// Names that leave room for those of machines.
  private static String shortened(@Nullable String network) {
    return network != null && network.startsWith("BERT") ? "BERT" : "RN50";
  }

  private static String value(double value, NeuralParts.What what) {
    return what == NeuralParts.What.JOULES
        ? Units.format(value, "J", 3)
        : value(value, what == NeuralParts.What.RATE);
  }

  private static String value(double value, boolean offline) {
    return offline ? String.format(Locale.ROOT, "%.0f/s", value) : Units.format(value, "s", 3);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
