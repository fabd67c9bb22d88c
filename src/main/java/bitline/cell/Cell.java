package bitline.cell;

import bitline.base.Problem;
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
/// Non-ideal behaviour is given as statistics of the programmed conductance; [Device] and [Levels]
/// compute with them. Leaves out what belongs to the array (wire resistance, active rows) and to
/// the converter, and how the conductance itself changes with temperature.
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
/// @param states instead of `programmingNoise`: what was measured of each digit, lowest first
/// @param relaxation what a cell moves after programming, the same at every conductance
/// @param readNoise spread from read to read
/// @param telegraph two-level noise of cells with a trap, where `readNoise` does not hold it
///   already
/// @param drift loss of conductance over time
/// @param acceleration how heat speeds up what time does to a cell; null: nobody has said
/// @param lowVoltage bits that flip when the supply is too low
/// @param stuck share of cells that cannot be written
/// @param read how a cell is read
/// @param write what one write costs
/// @param endurance writes a cell survives
/// @param retention seconds for which what was written can be read, at the reference temperature of
///   `acceleration`
/// @param area square metres of one cell
/// @param transistors of one cell, for the area where `area` is not known; null: as its medium's
/// @param wordline what a cell puts on its wordline; null: a transistor's gate and the wire across
///   the cell
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
    @Default("[]") List<State> states,
    @Nullable Relaxation relaxation,
    @Nullable ReadNoise readNoise,
    @Nullable Telegraph telegraph,
    @Nullable Drift drift,
    @Nullable Acceleration acceleration,
    @Nullable LowVoltage lowVoltage,
    @Nullable Stuck stuck,
    @Nullable Read read,
    @Nullable Write write,
    @Range(min = 1) @Nullable Double endurance,
    @Unit("s") @Range(min = 0) @Nullable Double retention,
    @Unit("m2") @Range(min = 0) @Nullable Double area,
    @Range(min = 1, max = 1000) @Nullable Integer transistors,
    @Nullable Wordline wordline,
    @Collected List<Evidence> evidence) {

  public Cell {
    programmingNoise = List.copyOf(programmingNoise);
    states = List.copyOf(states);
    evidence = List.copyOf(evidence);
    boolean spread = !programmingNoise.isEmpty() || !states.isEmpty() || relaxation != null;
    if (conductance == null
        && (spread || readNoise != null || telegraph != null || drift != null)) {
      throw new IllegalArgumentException(
          "a spread or drift of the conductance needs 'conductance'");
    }
    if (conductance != null && capacitor != null) {
      throw new IllegalArgumentException("capacitor: a cell with 'conductance' is read as current");
    }
    for (int i = 1; i < programmingNoise.size(); i++) {
      if (programmingNoise.get(i).after <= programmingNoise.get(i - 1).after) {
        throw new IllegalArgumentException("programmingNoise must ascend in 'after'");
      }
    }
    if (!states.isEmpty()) {
      checkStates(bits, states, programmingNoise);
    }
  }

  private static void checkStates(int bits, List<State> states, List<Spread> programmingNoise) {
    if (!programmingNoise.isEmpty()) {
      throw new IllegalArgumentException("states say the same as programmingNoise; keep one");
    }
    if (states.size() != 1 << bits) {
      throw new IllegalArgumentException(
          "states: a cell of " + bits + " bits has " + (1 << bits) + ", not " + states.size());
    }
    for (int i = 1; i < states.size(); i++) {
      if (states.get(i).target <= states.get(i - 1).target) {
        throw new IllegalArgumentException("states must ascend in target");
      }
    }
  }

  /// The cell with another area, in square metres.
  public Cell ofArea(double squareMetres) {
    return new Cell(
        name,
        description,
        medium,
        bits,
        rewritableWhileRunning,
        conductance,
        capacitor,
        programmingNoise,
        states,
        relaxation,
        readNoise,
        telegraph,
        drift,
        acceleration,
        lowVoltage,
        stuck,
        read,
        write,
        endurance,
        retention,
        squareMetres,
        transistors,
        wordline,
        evidence);
  }

  /// The digit values of the cell, 2^bits.
  public int levels() {
    return 1 << bits;
  }

  /// The age at the reference temperature that is as long as `age` seconds at `kelvin`; a
  /// [bitline.base.Problem] when the cell gives no activation energy.
  public double equivalentAge(double age, double kelvin) {
    if (acceleration == null) {
      throw new Problem(
          "the cell "
              + name
              + " gives no activation energy, so nothing is known of it at "
              + kelvin
              + " K; add 'acceleration: {energy: …, temperature: …}' to it, or leave the temperature"
              + " away");
    }
    return Device.checked(age) * acceleration.factor(kelvin);
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
  /// @param injection mean charge that an opening switch leaves behind, whatever the product, over
  ///   the charge of a product of 1
  /// @param injectionSpread its standard deviation from cell to cell
  public record Capacitor(
      @Unit("F") @Range(min = 0) double unit,
      @Unit("1") @Range(min = 0, max = 1) @Nullable Double mismatch,
      @Unit("1") @Range(min = -1, max = 1) @Nullable Double injection,
      @Unit("1") @Range(min = 0, max = 1) @Nullable Double injectionSpread) {
    /// Standard deviation of the thermal noise in volts of `cells` capacitors that share their
    /// charge: √(k·T / (n·C)).
    public double thermalNoise(int cells, double kelvin) {
      return Math.sqrt(Acceleration.BOLTZMANN * kelvin / (cells * unit));
    }
  }

  /// One digit of a cell as someone measured it.
  ///
  /// @param target the conductance it is programmed to, in siemens
  /// @param mean the conductance that programming reaches on average
  /// @param sigma standard deviation over cells
  public record State(
      @Unit("S") @Range(min = 0) double target,
      @Unit("S") @Range(min = 0) double mean,
      @Unit("S") @Range(min = 0) double sigma) {}

  /// Spread of the conductance some time after programming.
  ///
  /// @param after seconds since programming
  /// @param scale the conductance in siemens by which the curves are multiplied
  /// @param sigma standard deviation over `scale`, as a function of g
  /// @param shift mean change since programming over `scale`, as a function of g; null: none
  public record Spread(
      @Unit("s") @Range(min = 0) double after,
      @Unit("S") @Range(min = 0) double scale,
      List<Curve> sigma,
      @Nullable List<Curve> shift) {
    public Spread {
      sigma = Pieces.checkedDeviation("sigma", sigma);
      shift = shift == null ? null : Pieces.checked("shift", shift);
    }

    /// Standard deviation in siemens at normalised conductance g; never negative.
    public double at(double g) {
      return Math.max(0, scale * Curve.at(sigma, g));
    }

    /// Mean change in siemens at normalised conductance g.
    double shiftAt(double g) {
      return shift == null ? 0 : scale * Curve.at(shift, g);
    }
  }

  /// What a cell moves after programming, at every conductance alike: at age t a shift of
  /// shift·ln(t / referenceTime) with the standard deviation spread + growth·ln(t / referenceTime).
  /// At 0 s nothing has moved; between 0 s and the reference time it counts as at the latter.
  ///
  /// @param referenceTime seconds
  /// @param shift siemens per factor e of time
  /// @param spread siemens at the reference time
  /// @param growth siemens per factor e of time
  public record Relaxation(
      @Unit("s") @Range(min = 1e-12) double referenceTime,
      @Unit("S") double shift,
      @Unit("S") @Range(min = 0) double spread,
      @Unit("S") @Range(min = 0) double growth) {
    double shiftAt(double age) {
      return age <= referenceTime ? 0 : shift * StrictMath.log(age / referenceTime);
    }

    double spreadAt(double age) {
      if (age == 0) {
        return 0;
      }
      return spread + (age <= referenceTime ? 0 : growth * StrictMath.log(age / referenceTime));
    }
  }

  /// Drift: G(t) = G·((t + referenceTime) / referenceTime)^−ν, t since programming, ν drawn once a
  /// device as |N(mean, spread)|.
  ///
  /// @param referenceTime t₀ in seconds
  /// @param exponentMean mean of ν as a function of g
  /// @param exponentSpread standard deviation of ν as a function of g
  public record Drift(
      @Unit("s") @Range(min = 1e-12) double referenceTime,
      List<Curve> exponentMean,
      List<Curve> exponentSpread) {
    public Drift {
      exponentMean = Pieces.checked("exponentMean", exponentMean);
      exponentSpread = Pieces.checkedDeviation("exponentSpread", exponentSpread);
    }
  }

  /// Share of cells stuck at the lowest (`off`) and at the highest (`on`) conductance or bit.
  public record Stuck(
      @Unit("1") @Range(min = 0, max = 1) double off,
      @Unit("1") @Range(min = 0, max = 1) double on) {
    public Stuck {
      if (off + on > 1) {
        throw new IllegalArgumentException("off " + off + " and on " + on + " are more than all");
      }
    }
  }

  /// Arrhenius: what takes the time t at the reference temperature takes t·e^(Ea/k·(1/T − 1/Tref))
  /// at T. Holds for retention, drift and relaxation of a cell alike, for want of anything better.
  ///
  /// @param energy activation energy Ea in joule; 1 eV is 1.602e-19 J and may be written so
  /// @param temperature Tref in kelvin, at which the other values of the cell hold
  public record Acceleration(
      @Unit("J") @Range(min = 0, max = 1e-18) double energy,
      @Unit("K") @Range(min = 1, max = 2000) double temperature) {
    /// Joule per kelvin (SI, exact).
    static final double BOLTZMANN = 1.380649e-23;

    /// How many times faster time passes for the cell at `kelvin`.
    public double factor(double kelvin) {
      if (!(kelvin > 0)) {
        throw new IllegalArgumentException("a temperature of " + kelvin + " K");
      }
      return StrictMath.exp(energy / BOLTZMANN * (1 / temperature - 1 / kelvin));
    }
  }

  /// Bits that flip when the supply is too low. Each cell has a lowest supply of its own, normally
  /// distributed; below it, it reads as the opposite of what was stored.
  ///
  /// @param mean mean over cells of the lowest supply, in volts
  /// @param spread its standard deviation
  public record LowVoltage(
      @Unit("V") @Range(min = 0) double mean, @Unit("V") @Range(min = 1e-6) double spread) {
    /// Share of cells that flip at this supply.
    public double share(double supply) {
      return Normal.above((supply - mean) / spread);
    }

    /// Whether a cell flips whose lowest supply lies z standard deviations above the mean.
    public boolean flips(double supply, double z) {
      return mean + spread * z > supply;
    }
  }

  /// What a cell puts on the wire that selects its row.
  ///
  /// @param capacitance farad of the gate and the wire across one cell
  /// @param fixed farad of the wire's ends, once a line
  /// @param voltage volts of its swing; null: the supply
  public record Wordline(
      @Unit("F") @Range(min = 0) double capacitance,
      @Unit("F") @Default("0 F") @Range(min = 0) double fixed,
      @Unit("V") @Range(min = 0.01, max = 20) @Nullable Double voltage) {}

  /// How a cell is read.
  ///
  /// @param voltage volts across the cell
  /// @param energy joules of the cell for one read as a memory
  public record Read(
      @Unit("V") @Range(min = 0) double voltage,
      @Unit("J") @Range(min = 0) @Nullable Double energy) {
    /// Standard deviation of the thermal noise of a conductance as it is read, in siemens: a mean
    /// current over `seconds` has the variance 2·k·T·G / seconds.
    public double thermalNoise(double siemens, double seconds, double kelvin) {
      return Math.sqrt(2 * Acceleration.BOLTZMANN * kelvin * siemens / seconds) / voltage;
    }
  }
}
