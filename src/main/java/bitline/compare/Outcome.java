package bitline.compare;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a machine makes of a network: time, energy, and what it moves. SI units, a picture.
///
/// @param machine its name
/// @param format of weights and activations, in words
/// @param batch pictures that are handed over at once
/// @param latency seconds from handing over a batch to its last result, on an idle machine
/// @param interval seconds from picture to picture under full load
/// @param joules of a picture under full load, of the unit (chip with its memory), not its host
/// @param watts under full load
/// @param levels where bytes are moved, nearest to the multipliers first
/// @param layers in the order of the workload
/// @param limit what bounds the interval, in words
/// @param foundation how well this is known: measured alike, extrapolated, simulated, and why
public record Outcome(
    String machine,
    String format,
    int batch,
    double latency,
    double interval,
    @Nullable Double joules,
    @Nullable Double watts,
    List<Level> levels,
    List<Layer> layers,
    String limit,
    String foundation) {
  public Outcome {
    levels = List.copyOf(levels);
    layers = List.copyOf(layers);
  }

  /// A memory, or a link, and what passes it for one picture. Two levels move nothing and are there
  /// so that joules add up: [#COMPUTING] and [#IDLE].
  ///
  /// @param name such as `registers`, `L2`, `HBM3`, `arrays`, `buffers`, `host`
  /// @param bytes read and written
  /// @param seconds that the machine would take if it did nothing else
  /// @param joules that moving them takes; null: unknown
  public record Level(String name, double bytes, double seconds, @Nullable Double joules) {
    /// What multiplying, adding and converting take.
    public static final String COMPUTING = "computing";

    /// What flows while nothing switches: leakage, refresh.
    public static final String IDLE = "leakage and refresh";

    /// Whether it is a place that bytes pass.
    public boolean moves() {
      return !name.equals(COMPUTING) && !name.equals(IDLE);
    }
  }

  /// A layer of the workload on the machine.
  ///
  /// @param macs of one picture
  /// @param bytes that it moves to and from the outermost memory that it uses, for one picture
  /// @param seconds of the machine that it takes for one picture, under full load; layers of a
  ///   pipelined machine work at once, so that their sum is more than the interval
  /// @param limit what bounds it: `compute`, `memory`, `launch`, …
  public record Layer(String name, double macs, double bytes, double seconds, String limit) {}

  /// Pictures a second.
  public double rate() {
    return 1 / interval;
  }
}
