package bitline.cell;

import bitline.text.Collected;
import bitline.text.Default;
import bitline.text.Evidence;
import bitline.text.Range;
import bitline.text.Sourced;
import bitline.text.Unit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A memory cell of one array position, as a compute-in-memory array uses it. SI units; null where
/// nobody has said.
///
/// Non-ideal behaviour is given as statistics of the programmed conductance. Leaves out what
/// belongs to the array (wire resistance, active rows) and to the converter.
///
/// @param name the file's name without `.yaml`
/// @param description one line
/// @param medium what it stores its bits in
/// @param bits the bits of one weight digit that the cell holds: a cell of b bits holds a digit of
///   0 to 2^b − 1. An analog cell is used as the multi-level cell that its publication used it as
/// @param rewritableWhileRunning whether new weights can be written between two vectors of a
///   running network
/// @param conductance the range in which an analog cell is programmed; null for a cell that is read
///   as logic
/// @param capacitor the capacitor of a charge-domain cell
/// @param programmingNoise spread of the conductance after programming, by time since then,
///   earliest first
/// @param readNoise spread from read to read
/// @param drift loss of conductance over time
/// @param stuck share of cells that cannot be written
/// @param write what one write costs
/// @param endurance writes a cell survives
/// @param retention seconds for which what was written can be read
/// @param area square metres of one cell
/// @param evidence where every value comes from
@Sourced
public record Cell(
    String name,
    String description,
    Medium medium,
    @Range(min = 1, max = 8) int bits,
    boolean rewritableWhileRunning,
    @Nullable Conductance conductance,
    @Nullable Capacitor capacitor,
    @Default("[]") List<Spread> programmingNoise,
    @Nullable ReadNoise readNoise,
    @Nullable Drift drift,
    @Nullable Stuck stuck,
    @Nullable Write write,
    @Range(min = 1) @Nullable Double endurance,
    @Unit("s") @Range(min = 0) @Nullable Double retention,
    @Unit("m2") @Range(min = 0) @Nullable Double area,
    @Collected List<Evidence> evidence) {

  public Cell {
    programmingNoise = List.copyOf(programmingNoise);
    evidence = List.copyOf(evidence);
    if (conductance == null
        && (!programmingNoise.isEmpty() || readNoise != null || drift != null)) {
      throw new IllegalArgumentException(
          "a spread or drift of the conductance needs 'conductance'");
    }
  }

  /// The digit values of the cell, 2^bits.
  public int levels() {
    return 1 << bits;
  }

  /// The range of conductances that weights are mapped onto.
  ///
  /// @param off conductance of digit 0
  /// @param on conductance of the largest digit, Gmax of the fits in this file
  public record Conductance(
      @Unit("S") @Range(min = 0) double off, @Unit("S") @Range(min = 0) double on) {
    public Conductance {
      if (off >= on) {
        throw new IllegalArgumentException("off " + off + " S is not below on " + on + " S");
      }
    }
  }

  /// The capacitor on which a charge-domain cell puts its product.
  ///
  /// @param unit capacitance in farad
  /// @param mismatch standard deviation of one capacitor, relative
  public record Capacitor(
      @Unit("F") @Range(min = 0) double unit,
      @Unit("1") @Range(min = 0, max = 1) @Nullable Double mismatch) {}

  /// Standard deviation of the conductance some time after programming.
  ///
  /// @param after seconds since programming
  /// @param scale the conductance in siemens by which the curve is multiplied
  /// @param sigma standard deviation over `scale`, as a function of g
  public record Spread(
      @Unit("s") @Range(min = 0) double after,
      @Unit("S") @Range(min = 0) double scale,
      List<Curve> sigma) {
    public Spread {
      sigma = Pieces.checked("sigma", sigma);
    }

    /// Standard deviation in siemens at normalised conductance g; never negative.
    public double at(double g) {
      return Math.max(0, scale * Curve.at(sigma, g));
    }
  }

  /// Noise of one read at time t after programming: σ = G·q(g)·√ln((t + readTime) / (2·readTime)).
  ///
  /// @param readTime seconds one read takes
  /// @param q the coefficient as a function of g
  public record ReadNoise(@Unit("s") @Range(min = 0) double readTime, List<Curve> q) {
    public ReadNoise {
      q = Pieces.checked("q", q);
    }
  }

  /// Drift: G(t) = G·(t / referenceTime)^−ν, ν drawn once a device.
  ///
  /// @param referenceTime t₀ in seconds
  /// @param exponentMean mean of ν as a function of g
  /// @param exponentSpread standard deviation of ν as a function of g
  public record Drift(
      @Unit("s") @Range(min = 0) double referenceTime,
      List<Curve> exponentMean,
      List<Curve> exponentSpread) {
    public Drift {
      exponentMean = Pieces.checked("exponentMean", exponentMean);
      exponentSpread = Pieces.checked("exponentSpread", exponentSpread);
    }
  }

  /// Share of cells stuck at the lowest (`off`) and at the highest (`on`) conductance or bit.
  public record Stuck(
      @Unit("1") @Range(min = 0, max = 1) double off,
      @Unit("1") @Range(min = 0, max = 1) double on) {}

  /// One write of one cell, verification included where the medium needs it.
  ///
  /// @param time seconds
  /// @param energy joules
  public record Write(
      @Unit("s") @Range(min = 0) double time, @Unit("J") @Range(min = 0) @Nullable Double energy) {}
}
