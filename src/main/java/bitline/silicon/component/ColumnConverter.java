package bitline.silicon.component;

import bitline.chip.Adc;
import bitline.silicon.node.Node;
import bitline.silicon.node.Nodes;

/// A converter at the foot of a column, from coarse to fine.
///
/// A survey's SAR converters of fewer than 6.5 effective bits work at 0.2 to 200 GS/s, for links
/// and radios; a column that is read with 5 bits or fewer needs no more than latches and a little
/// logic. Up to [#COARSE] bits a converter is counted in gates: a [SenseAmplifier] for each
/// comparison, and for each bit of a SAR two flip-flops, six gates of control and the units of its
/// capacitors. From [#FINE] bits on it is what [ConverterModel#of] says; between, the logarithms
/// are interpolated. All assumed, none from a compute-in-memory chip.
public final class ColumnConverter {
  private static final int COARSE = 5;
  private static final int FINE = 8;

  private static final double CONTROL = 6;

  /// Share of the flip-flops' and gates' capacitance that switches for one bit.
  private static final double ACTIVE = 0.5;

  /// Gates of a flash converter's encoder for each comparison.
  private static final double ENCODING = 3;

  /// Farad of the least capacitor of a DAC in metal.
  private static final double UNIT = 0.5e-15;

  private static final double OLDEST = 65e-9;
  private static final double NODE = 0.87;

  private ColumnConverter() {}

  /// Joules of one conversion.
  public static double energy(Adc.Type type, Conversion c, Process process) {
    int bits = (int) Math.round(c.bits());
    if (type == Adc.Type.FLASH) {
      // A comparator for every step, of which none is kept from switching.
      double encoding = process.cycle(ENCODING * process.gate());
      return ((1 << bits) - 1) * (SenseAmplifier.energy(process) + encoding);
    }
    if (!byApproximation(type) || bits >= FINE) {
      return fine(type, c);
    }
    double gates = gates(bits, process);
    if (bits <= COARSE) {
      return gates;
    }
    Conversion fine = new Conversion(FINE, c.node(), c.rate(), c.volts());
    return between(bits, gates(COARSE, process), fine(type, fine));
  }

  /// The survey ends at 65 nm; before it energy goes on as its law of the node says.
  private static double fine(Adc.Type type, Conversion c) {
    double beyond = c.node().length() / OLDEST;
    if (!byApproximation(type) || beyond <= 1) {
      return ConverterModel.of(type).energy(c).middle();
    }
    Node oldest = Nodes.at(OLDEST);
    double volts = c.volts() / c.node().supply() * oldest.supply();
    Conversion asked = new Conversion(c.bits(), oldest, c.rate(), volts);
    return ConverterModel.of(type).energy(asked).middle() * StrictMath.pow(beyond, NODE);
  }

  /// Square metres of one converter: of a SAR, an oscillator or a ramp, which have references,
  /// mirrors or capacitors whatever their bits, as in design studies of arrays
  /// ([AnchoredConverter#DESIGNS]).
  public static double area(Adc.Type type, Conversion c) {
    boolean own = type == Adc.Type.CHARGE_DECREMENT || type == Adc.Type.FLASH;
    return ConverterModel.of(own ? type : Adc.Type.SAR).area(c).middle();
  }

  private static boolean byApproximation(Adc.Type type) {
    return type == Adc.Type.SAR;
  }

  private static double gates(int bits, Process process) {
    double logic = ACTIVE * (2 * Logic.REGISTER + CONTROL) * process.gate();
    return bits * SenseAmplifier.energy(process) + process.cycle(bits * logic + (1 << bits) * UNIT);
  }

  private static double between(int bits, double coarse, double fine) {
    double share = (double) (bits - COARSE) / (FINE - COARSE);
    return StrictMath.exp(StrictMath.log(coarse) * (1 - share) + StrictMath.log(fine) * share);
  }
}
