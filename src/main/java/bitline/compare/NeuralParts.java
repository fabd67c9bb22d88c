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

  /// A measured result against the model.
  ///
  /// @param fitted whether the constant was fitted on this part
  /// @param throughput whether it is a rate, else the latency of one picture
  /// @param measured pictures a second, or seconds
  /// @param modelled the same
  public record Check(
      String part,
      String network,
      boolean fitted,
      boolean throughput,
      double measured,
      double modelled) {
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
          checks.add(new Check(name, result.network(), fitted(name), true, result.value(), best));
        } else if (result.what().startsWith("ms, single stream")) {
          checks.add(
              new Check(
                  name,
                  result.network(),
                  fitted(name),
                  false,
                  result.value() * 1e-3,
                  machine.run(work, 1, format).latency()));
        }
      }
    }
    return checks;
  }
}
