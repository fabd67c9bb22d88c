package bitline.compare;

import bitline.catalogue.Accelerator;
import bitline.catalogue.Catalogue;
import bitline.catalogue.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Neural processors of the catalogue that MLPerf Inference has measured, and how far [Systolic] is
/// off. In order of release (then name); every other one, beginning with the first, is for fitting
/// the one constant of that model, the others are held out.
///
/// Results are best ones of submitters, of whatever batch they chose and of the format that they
/// chose, which the results do not tell: Inferentia's is taken for one of 16 bits, since its tools
/// know no other integers (recalled); all others for 8 bits.
public final class NeuralParts {
  static final List<String> ALL =
      List.of(
          "centaur-cha",
          "inferentia",
          "x220-enterprise",
          "qaic100-pro",
          "warboy",
          "sima-mlsoc",
          "atom",
          "speedai240");

  /// Batches of which the best counts where throughput was measured.
  private static final List<Integer> BATCHES = List.of(1, 8, 32, 128);

  private NeuralParts() {}

  /// How many times the joules of the model systems took, from the least to the most of [#METERED].
  static final String JOULES = "3 to 5";

  /// Watts of whole systems, host and supply included, for each picture a second, in the runs in
  /// which they were metered.
  private record Metered(String part, String network, double joules, String source) {}

  private static final List<Metered> METERED =
      List.of(
          new Metered(
              "qaic100-pro", "ResNet-50", 31.23 / 9853.8, "v3.0, Qualcomm/gloria_highend (DM.2)"),
          new Metered(
              "qaic100-pro", "BERT-Large", 30.82 / 373.8, "v3.0, Qualcomm/gloria_highend (DM.2)"),
          new Metered("sima-mlsoc", "ResNet-50", 16.1 / 2190.3, "v3.0, SiMa/davinci_dualm2"),
          new Metered("speedai240", "ResNet-50", 398 / 168720.0, "v4.1, UntetherAI, three cards"));

  /// What was measured.
  public enum What {
    /// Pictures a second with large batches.
    RATE,
    /// Seconds of one picture.
    LATENCY,
    /// Joules of a picture: measured of the whole system, modelled of the unit.
    JOULES
  }

  /// A measured result against the model.
  ///
  /// @param fitted whether the constant was fitted on this part
  /// @param measured in SI units
  /// @param modelled the same
  public record Check(
      String part, String network, boolean fitted, What what, double measured, double modelled) {
    /// Modelled over measured, less 1.
    public double error() {
      return modelled / measured - 1;
    }
  }

  /// Whether the constant was fitted on a part.
  static boolean fitted(String name) {
    return ALL.indexOf(name) % 2 == 0 && ALL.contains(name);
  }

  /// Where a part stands, for a foundation.
  static String foundation(String name) {
    return ALL.contains(name)
        ? fitted(name)
            ? "one constant fitted on MLPerf's result of this part and three others"
            : "one constant fitted on MLPerf's results of four other parts"
        : "one constant fitted on four parts of MLPerf, of which this is none";
  }

  /// All results on some networks.
  ///
  /// @param networks by MLPerf's name, as the catalogue writes it: `ResNet-50`, `BERT-Large`
  public static List<Check> checks(Map<String, Workload> networks) {
    return checks(networks, Systolic.SCHEDULED);
  }

  static List<Check> checks(Map<String, Workload> networks, double scheduled) {
    List<Check> checks = new ArrayList<>();
    for (String name : ALL) {
      Accelerator part = Catalogue.find(name);
      Systolic machine = new Systolic(part, Geometry.of(part).scheduled(scheduled));
      Format format = name.equals("inferentia") ? Format.BF16 : Format.INT8;
      for (Accelerator.Result result : part.published()) {
        Workload work = networks.get(result.network());
        if (work == null) {
          continue;
        }
        if (result.what().equals("samples/s, offline")) {
          double best = 0;
          for (int batch : BATCHES) {
            best = Math.max(best, machine.run(work, batch, format).rate());
          }
          checks.add(
              new Check(name, result.network(), fitted(name), What.RATE, result.value(), best));
        } else if (result.what().startsWith("ms, single stream")) {
          checks.add(
              new Check(
                  name,
                  result.network(),
                  fitted(name),
                  What.LATENCY,
                  result.value() * 1e-3,
                  machine.run(work, 1, format).latency()));
        }
      }
    }
    for (Metered metered : METERED) {
      Workload work = networks.get(metered.network);
      Accelerator part = Catalogue.find(metered.part);
      if (work != null) {
        Double modelled =
            new Systolic(part, Geometry.of(part).scheduled(scheduled))
                .run(work, 32, Format.INT8)
                .joules();
        if (modelled != null) {
          checks.add(
              new Check(
                  metered.part,
                  metered.network,
                  fitted(metered.part),
                  What.JOULES,
                  metered.joules,
                  modelled));
        }
      }
    }
    return checks;
  }
}
