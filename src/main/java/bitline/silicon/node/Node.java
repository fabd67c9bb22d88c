package bitline.silicon.node;

import bitline.base.Problem;
import bitline.text.Collected;
import bitline.text.Evidence;
import bitline.text.Range;
import bitline.text.Sourced;
import bitline.text.Unit;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/// A process node as `nodes/*.yaml` describes it: one typical foundry process, not that of one
/// maker. SI units.
///
/// Logic is counted in gates: one is a NAND2 of least size as placed, with its share of filler and
/// its wire to the next gate. A full adder has the capacitance of 6 and the area of 7.8 of them, an
/// XOR2 of 1.5 and 2.4, a flip-flop of 3 and 6.
///
/// Leaves out process corners, the choice among thresholds, body bias, and what temperature does to
/// delay.
///
/// @param name such as `28 nm`; of a node between two that are described, also says which
/// @param length by which the process is called
/// @param supply nominal supply of its core transistors
/// @param lowest supply at which gates still follow the law of [#delay]
/// @param highest supply that its core transistors stand
/// @param thickOxide supply that its transistors for inputs and outputs stand
/// @param threshold voltage of the law of [#delay]
/// @param alpha exponent of that law
/// @param gateCapacitance farad that one gate switches: input, drain and local wire
/// @param gateArea square metres of one placed gate
/// @param sramCell square metres of one high-density 6T cell
/// @param gateDelay seconds of an inverter with four inverters as load, at the nominal supply
/// @param wireCapacitance farad per metre of bare local wire
/// @param wireEnergy joules per metre and transition of one wire with repeaters, at the nominal
///   supply; a wire with random bits has a transition every second bit
/// @param leakage currents of what does not switch
/// @param uncertainty of these
/// @param evidence where every value comes from
@Sourced
public record Node(
    String name,
    @Unit("m") @Range(min = 1e-10, max = 1e-6) double length,
    @Unit("V") @Range(min = 0.1, max = 10) double supply,
    @Unit("V") @Range(min = 0.1, max = 10) double lowest,
    @Unit("V") @Range(min = 0.1, max = 10) double highest,
    @Unit("V") @Range(min = 0.1, max = 10) double thickOxide,
    @Unit("V") @Range(min = 0.05, max = 2) double threshold,
    @Range(min = 1, max = 2) double alpha,
    @Unit("F") @Range(min = 1e-18, max = 1e-12) double gateCapacitance,
    @Unit("m2") @Range(min = 1e-16, max = 1e-9) double gateArea,
    @Unit("m2") @Range(min = 1e-16, max = 1e-9) double sramCell,
    @Unit("s") @Range(min = 1e-13, max = 1e-8) double gateDelay,
    @Unit("F/m") @Range(min = 1e-12, max = 1e-8) double wireCapacitance,
    @Unit("J/m") @Range(min = 1e-13, max = 1e-8) double wireEnergy,
    Leakage leakage,
    Uncertainty uncertainty,
    @Collected List<Evidence> evidence) {

  /// How many [#gateDelay] a placed gate takes with the wires and inputs behind it: ZigZag-IMC's
  /// unit gate, fitted to digital macros of 28 nm, takes 47.8 ps.
  private static final double LOADED = 47.8 / 14;

  public Node {
    evidence = List.copyOf(evidence);
    ascend("threshold", threshold, "lowest", lowest);
    ascend("lowest", lowest, "supply", supply);
    ascend("supply", supply, "highest", highest);
    ascend("highest", highest, "thickOxide", thickOxide);
  }

  private static void ascend(String below, double low, String above, double high) {
    if (low >= high) {
      throw new IllegalArgumentException(
          above + " " + high + " V is not above " + below + ", " + low + " V");
    }
  }

  /// What leaks at the nominal supply.
  ///
  /// @param temperature kelvin at which this is
  /// @param logic watt per square metre of placed logic
  /// @param sramCell watt of one 6T cell
  /// @param doubling kelvin that double it
  /// @param slope volts of supply by which the current grows e-fold
  public record Leakage(
      @Unit("K") @Range(min = 200, max = 500) double temperature,
      @Unit("W/m2") @Range(min = 0, max = 1e7) double logic,
      @Unit("W") @Range(min = 0, max = 1e-3) double sramCell,
      @Range(min = 1, max = 100) @Unit("K") double doubling,
      @Range(min = 0.01, max = 10) @Unit("V") double slope) {}

  /// How well the values are known: the true one is expected between value / factor and value ·
  /// factor in eight of ten cases.
  public record Uncertainty(
      @Range(min = 1, max = 100) double gateCapacitance,
      @Range(min = 1, max = 100) double gateArea,
      @Range(min = 1, max = 100) double sramCell,
      @Range(min = 1, max = 100) double gateDelay,
      @Range(min = 1, max = 100) double wireEnergy,
      @Range(min = 1, max = 100) double leakage) {}

  /// The supply, when core transistors work at it; else a [Problem] that says what is possible.
  public double check(double volts) {
    return check(volts, highest, "");
  }

  /// The supply, when core transistors or the thick-oxide ones for inputs, outputs and programming
  /// work at it; else a [Problem]. Laws of core transistors hold only up to `highest`.
  public double checkThickOxide(double volts) {
    return check(volts, thickOxide, " with thick oxide");
  }

  private double check(double volts, double most, String how) {
    if (!(volts >= lowest && volts <= most)) {
      throw new Problem(
          volts(volts)
              + " at "
              + name
              + ": "
              + why(volts)
              + "; "
              + volts(lowest)
              + " to "
              + volts(most)
              + " are possible"
              + how);
    }
    return volts;
  }

  /// To three digits, without the prefixes that nobody uses for a supply.
  private static String volts(double volts) {
    return Double.isFinite(volts)
        ? new BigDecimal(volts).round(new MathContext(3)).stripTrailingZeros().toPlainString()
            + " V"
        : volts + " V";
  }

  private String why(double volts) {
    if (volts < lowest) {
      return "too near to or below the threshold of " + volts(threshold);
    }
    if (volts <= thickOxide) {
      return "core transistors do not stand it, only those for inputs and outputs do";
    }
    return volts > thickOxide ? "no transistor of such a process stands it" : "no supply";
  }

  /// Seconds of a fan-out-of-4 inverter at a supply: d ∝ V / (V − threshold)^alpha (Sakurai and
  /// Newton 1990). A [Problem] outside of `lowest` to `highest`.
  public double delay(double volts) {
    return gateDelay * law(check(volts)) / law(supply);
  }

  /// Seconds of a placed gate with the wires and inputs that it drives.
  public double loadedDelay(double volts) {
    return LOADED * delay(volts);
  }

  /// How much faster than at the nominal supply gates are.
  public double speed(double volts) {
    return law(supply) / law(check(volts));
  }

  private double law(double volts) {
    return volts / StrictMath.pow(volts - threshold, alpha);
  }

  /// Joules drawn from the supply when `farad` is charged to `volts` and discharged again, 0→1→0:
  /// C·V². One transition alone costs half of it on average.
  public static double switching(double farad, double volts) {
    return farad * volts * volts;
  }

  /// Joules drawn when so many gates rise and fall once.
  public double gates(double gates, double volts) {
    return switching(gates * gateCapacitance, volts);
  }

  /// Joules of one transition of one wire with repeaters over a distance.
  public double wire(double metres, double volts) {
    return wireEnergy * metres * (volts / supply) * (volts / supply);
  }

  /// Watts that leak through placed logic of an area.
  public double logicLeakage(double squareMetres, double volts, double kelvin) {
    return squareMetres * leakage.logic * leaking(volts, kelvin);
  }

  /// Watts that leak through 6T cells.
  public double sramLeakage(double cells, double volts, double kelvin) {
    return cells * leakage.sramCell * leaking(volts, kelvin);
  }

  /// Leaking power over that at the nominal supply and the temperature of [Leakage].
  private double leaking(double volts, double kelvin) {
    return volts
        / supply
        * StrictMath.exp((volts - supply) / leakage.slope)
        * StrictMath.pow(2, (kelvin - leakage.temperature) / leakage.doubling);
  }
}
