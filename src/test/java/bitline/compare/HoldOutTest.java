package bitline.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import bitline.Workbench;
import bitline.catalogue.Accelerator;
import bitline.catalogue.Catalogue;
import bitline.catalogue.Format;
import bitline.task.BertLarge;
import bitline.text.Csv;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

final class HoldOutTest {
  private static final Workload WORK =
      new Workload(
          "work",
          List.of(new Workload.Layer("p", "Conv", 1, 100, 10, 10, true, 1000, 100, 1000, 0, 0)));

  /// A machine that needs a time for each picture and one for each batch.
  private record Toy(String name, double picture, double batch) implements Machine {
    @Override
    public List<Format> formats() {
      return List.of(Format.INT8);
    }

    @Override
    public Outcome run(Workload work, int pictures, Format format) {
      double seconds = batch + pictures * picture;
      return new Outcome(
          name,
          "INT8",
          pictures,
          seconds,
          seconds / pictures,
          null,
          null,
          List.of(),
          List.of(),
          "compute",
          "test");
    }
  }

  private static final class ToyKind implements HoldOut.Kind {
    @Override
    public List<String> names() {
      return List.of("picture", "batch");
    }

    @Override
    public double[][] bounds() {
      return new double[][] {{1e-4, 1e-1}, {1e-4, 1e-1}};
    }

    @Override
    public double[] start() {
      return new double[] {3e-4, 5e-2};
    }

    @Override
    public double[] stored() {
      return start();
    }

    @Override
    public Optional<Machine> machine(Accelerator part, double[] constants) {
      double slower = 1 + part.name().length() % 7;
      return Optional.of(new Toy(part.name(), slower * constants[0], constants[1]));
    }
  }

  private static List<HoldOut.Point> made(double picture, double batch, double heldOut) {
    List<HoldOut.Point> points = new ArrayList<>();
    boolean fitted = true;
    for (Accelerator part : Catalogue.all().subList(0, 12)) {
      Machine truth = new ToyKind().machine(part, new double[] {picture, batch}).orElseThrow();
      for (MlperfResults.Scenario scenario : MlperfResults.Scenario.values()) {
        double value = HoldOut.model(truth, WORK, scenario) * (fitted ? 1 : heldOut);
        points.add(new HoldOut.Point(part, "work", scenario, value, fitted, "made"));
      }
      fitted = !fitted;
    }
    return points;
  }

  @Test
  void constantsThatMadeTheDataAreFound() {
    HoldOut holdOut = new HoldOut(new ToyKind(), Map.of("work", WORK));
    double[] found = holdOut.fit(made(2e-3, 7e-3, 1), 2000);
    assertThat(found[0]).isCloseTo(2e-3, within(2e-5));
    assertThat(found[1]).isCloseTo(7e-3, within(7e-5));
  }

  @Test
  void whatIsHeldOutMovesNothing() {
    HoldOut holdOut = new HoldOut(new ToyKind(), Map.of("work", WORK));
    assertThat(holdOut.fit(made(2e-3, 7e-3, 5), 500))
        .isEqualTo(holdOut.fit(made(2e-3, 7e-3, 1), 500));
  }

  @Test
  void errorsAreRatiosInTheMiddle() {
    List<HoldOut.Told> told = new ArrayList<>();
    for (double ratio : new double[] {1, 1.1, 1 / 1.2, 1.3, 2}) {
      Accelerator part = Catalogue.all().getFirst();
      HoldOut.Point point =
          new HoldOut.Point(part, "work", MlperfResults.Scenario.OFFLINE, 10, false, "made");
      told.add(new HoldOut.Told(point, 10 * ratio));
    }
    assertThat(HoldOut.error(told, 0.5)).isCloseTo(0.2, within(1e-9));
    assertThat(HoldOut.error(told, 1)).isCloseTo(1, within(1e-9));
  }

  @Test
  void descentFindsTheBottomOfACurvedValley() {
    Descent.Result found =
        Descent.least(
            at -> {
              double x = 4 * at[0] - 2;
              double y = 4 * at[1] - 1;
              return (1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x);
            },
            new double[] {0.1, 0.9},
            3000);
    assertThat(found.at()[0]).isCloseTo(0.75, within(1e-2));
    assertThat(found.at()[1]).isCloseTo(0.5, within(1e-2));
  }

  @Test
  void tablesAreReadByTheirColumns() {
    List<MlperfResults.Row> rows =
        MlperfResults.parse(
            Csv.of(
                String.join(
                    "\n",
                    "version,submitter,system,accel,n_accel,nodes,model,scenario,valid,samples_per_s,"
                        + "mean_ns,avg_power_w,cpu",
                    "v1,A,a,X,4,1,resnet50,Offline,VALID,4000,,800,\"some, cpu\"",
                    "v1,A,a,X,4,2,resnet50,Offline,VALID,4000,,,\"some, cpu\"",
                    "v1,A,a,X,4,,resnet50,Offline,INVALID,9000,,,",
                    "v1,A,a,X,1,,resnet50,SingleStream,VALID,,500000,,",
                    "v1,A,a,X,1,,resnet50,SingleStream,VALID,,400000,,",
                    "v1,A,a,X,1,,resnet50,Server,VALID,,400000,,",
                    "v1,A,a,X,,,resnet50,Offline,VALID,1e9,,,"),
                Path.of("table.csv")));
    assertThat(rows)
        .extracting(MlperfResults.Row::value)
        .containsExactly(1000.0, 500.0, 5e5 * 1e-9, 4e5 * 1e-9);
    assertThat(rows.getFirst().watts()).isEqualTo(200);
  }

  /// The rule of the split: order of release, then name; every other one.
  @Test
  void partsStandInOrderOfRelease() {
    List<String> names = MlperfParts.ALL.stream().map(MlperfParts.Part::name).toList();
    List<String> byRelease =
        names.stream()
            .map(Catalogue::find)
            .sorted(Comparator.comparing(Accelerator::released).thenComparing(Accelerator::name))
            .map(Accelerator::name)
            .toList();
    assertThat(names).isEqualTo(byRelease);
    for (int i = 0; i < names.size(); i++) {
      assertThat(MlperfParts.fitted(names.get(i))).isEqualTo(i % 2 == 0);
    }
    Set<String> submitted = new HashSet<>();
    MlperfParts.ALL.forEach(
        part -> part.submitted().forEach(name -> assertThat(submitted.add(name)).isTrue()));
  }

  @Test
  void gpusThatWereHeldOutAreMet() {
    Path data = Path.of(System.getProperty("bitline.data", "../shared"));
    Path resnet = data.resolve("models/onnx_light_architectures/light_resnet50.onnx");
    Assumptions.assumeTrue(
        Files.exists(resnet) && Files.isDirectory(data.resolve("mlperf")),
        "skipped: no " + resnet + " or mlperf beside it (-Dbitline.data names another folder)");
    Map<String, Workload> work =
        Map.of(
            "resnet50", Workloads.of(Workbench.simplify(Workbench.load(resnet)), Map.of()),
            "bert-99", Workloads.of(BertLarge.graph(BertLarge.SQUAD_TOKENS), Map.of()));
    GpuFit gpu = new GpuFit();
    List<HoldOut.Point> points =
        MlperfParts.points(
            MlperfResults.read(data.resolve("mlperf")), List.of("resnet50", "bert-99"));
    List<HoldOut.Told> told = new HoldOut(gpu, work).tell(points, gpu.stored());
    for (String network : work.keySet()) {
      List<HoldOut.Told> heldOut =
          told.stream()
              .filter(t -> t.point().network().equals(network) && !t.point().fitted())
              .filter(t -> t.point().scenario() == MlperfResults.Scenario.OFFLINE)
              .toList();
      assertThat(heldOut).hasSize(10);
      assertThat(HoldOut.error(heldOut, 0.5))
          .isCloseTo(
              network.equals("resnet50") ? GpuFit.HELD_OUT_RESNET50 : GpuFit.HELD_OUT_BERT,
              within(0.001))
          .isLessThanOrEqualTo(0.15);
    }
  }
}
