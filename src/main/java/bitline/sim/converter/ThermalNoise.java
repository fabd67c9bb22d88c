package bitline.sim.converter;

/// Thermal noise that is sampled on a column of capacitors, kT/C.
public final class ThermalNoise {
  /// Joules per kelvin; exact since the SI of 2019.
  private static final double BOLTZMANN = 1.380649e-23;

  private ThermalNoise() {}

  /// Standard deviation in volts of the voltage that `cells` capacitors of `unit` farads together
  /// sample.
  public static double volts(int cells, double unit, double kelvin) {
    return Math.sqrt(BOLTZMANN * kelvin / (cells * unit));
  }

  /// The same in units of a bitline sum: one conducting cell moves a column of `cells` equal
  /// capacitors by swing/cells volts.
  public static double sums(int cells, double unit, double kelvin, double swing) {
    return volts(cells, unit, kelvin) * cells / swing;
  }
}
