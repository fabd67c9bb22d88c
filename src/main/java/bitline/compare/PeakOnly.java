package bitline.compare;

import bitline.base.Problem;
import bitline.catalogue.Accelerator;
import bitline.catalogue.Format;
import bitline.catalogue.Technology;
import bitline.chip.Chips;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A machine of which nothing but its peak is known, or of a kind that nobody here has a model of
/// time for: light, neurons that fire, products of compute-in-memory that the catalogue alone
/// describes. It gets its peak times the share of their peaks that other machines reach with large
/// batches.
///
/// What it says of single pictures is not to be believed: GPUs and NPUs reach 0.06 to 0.6 of their
/// large-batch rate with one picture in flight (MLPerf's single streams). Nothing is known of where
/// its bytes go, so it has no levels.
public final class PeakOnly implements Machine {
  /// Share of dense peaks of 8 bits that MLPerf's best results of ResNet-50 with large batches
  /// reach on T4, A100, H100, L4, Orin, Cloud AI 100 and speedAI240: 0.40, 0.57, 0.38, 0.46, 0.38,
  /// 0.51, 0.29.
  public static final double UTILISATION = 0.4;

  /// The least of them.
  public static final double LEAST = 0.29;

  /// The most of them.
  public static final double MOST = 0.57;

  private final Accelerator part;

  /// A part with at least one rate; a [Problem] where none is told.
  public PeakOnly(Accelerator part) {
    this.part = part;
    if (!possible(part)) {
      throw Problem.at(
          part.name(), "no peak rate is told, so that nothing can be said of networks");
    }
  }

  /// Whether the catalogue tells a dense rate.
  public static boolean possible(Accelerator part) {
    return !Rates.dense(part).isEmpty();
  }

  @Override
  public String name() {
    return part.name();
  }

  @Override
  public List<Format> formats() {
    return Rates.formats(part);
  }

  @Override
  public Outcome run(Workload work, int batch, Format format) {
    if (batch < 1) {
      throw new Problem("a batch of " + batch + "; 1 is the least");
    }
    double reached = Rates.of(part, format) * UTILISATION;
    double interval = 2.0 * work.macs() / reached;
    Double power = part.power();
    List<Outcome.Layer> layers = new ArrayList<>();
    for (Workload.Layer layer : work.layers()) {
      if (layer.product()) {
        layers.add(
            new Outcome.Layer(
                layer.name(),
                layer.macs(),
                (layer.inputs() + layer.weights() + layer.outputs()) * format.bytes(),
                2.0 * layer.macs() / reached,
                "peak × share"));
      }
    }
    return new Outcome(
        part.name(),
        format.words(),
        batch,
        Systolic.CALL + batch * interval,
        interval,
        power == null ? null : Double.valueOf(power * interval),
        power,
        List.of(),
        layers,
        "peak × " + UTILISATION,
        foundation(interval, power));
  }

  private String foundation(double interval, @Nullable Double power) {
    double rate = 1 / interval / UTILISATION;
    return String.format(
        Locale.ROOT,
        "not modelled: peak × %.2f (%.2f to %.2f is what others reach with large batches: %.3g to"
            + " %.3g pictures a second); its latency is a guess; energy is %s%s",
        UTILISATION,
        LEAST,
        MOST,
        LEAST * rate,
        MOST * rate,
        power == null ? "not known" : "rated power",
        described());
  }

  /// Chips of ours that are this part or its maker's.
  private String described() {
    if (part.technology() != Technology.DIGITAL_COMPUTE_IN_MEMORY
        && part.technology() != Technology.ANALOG_COMPUTE_IN_MEMORY
        && part.technology() != Technology.NEAR_MEMORY) {
      return "";
    }
    String maker = part.vendor().toLowerCase(Locale.ROOT).split("[^a-z0-9]+")[0];
    List<String> ours =
        Chips.names().stream().filter(chip -> chip.startsWith(maker + "_")).toList();
    List<String> same =
        ours.stream()
            .filter(chip -> List.of(part.name().split("-")).stream().anyMatch(w -> of(chip, w)))
            .toList();
    List<String> named = same.isEmpty() ? ours : same;
    return named.isEmpty() || maker.isEmpty()
        ? ""
        : "; simulated as "
            + named.stream().map(chip -> "--chip " + chip).collect(Collectors.joining(", "));
  }

  private static boolean of(String chip, String word) {
    return List.of(chip.split("_")).contains(word);
  }
}
