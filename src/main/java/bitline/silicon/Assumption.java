package bitline.silicon;

/// What the models of energy and area assume without knowing it: each is a factor on one kind of
/// component, 1 where nothing is fitted, uncertain by what its sources say. The same factor holds
/// for every chip; only the fitted column of a validation gives one chip factors of its own.
public enum Assumption {
  /// Capacitance and activity of logic gates.
  GATE_ENERGY(0.45, "switched capacitance and glitches of logic gates"),
  /// Capacitance of wires across cells.
  WIRE_ENERGY(0.35, "capacitance of wires across cells and between parts"),
  /// Successive approximation.
  SAR_ENERGY(0.7, "energy of a SAR conversion"),
  /// Every other converter.
  COUNTING_ENERGY(0.7, "energy of flash, ramp, oscillator and charge converters"),
  /// DACs that make levels.
  DAC_ENERGY(0.6, "energy of a level from a DAC"),
  /// Charge on the capacitors and bitlines of cells.
  CHARGE_ENERGY(0.4, "parasitic capacitance of charge cells and bitlines"),
  /// Currents through resistive cells.
  CURRENT_ENERGY(0.7, "currents through resistive cells and what holds their voltage"),
  /// Clock, decoders, timing.
  CONTROL_ENERGY(0.6, "energy of clock, decoders and timing"),
  /// Currents of what is switched off.
  LEAKAGE(0.8, "leakage"),
  /// Energy per bit of buffers.
  BUFFER_ENERGY(0.5, "energy of SRAM buffers"),
  /// Energy per bit and distance.
  NETWORK_ENERGY(0.5, "energy of wires and routers between cores"),
  /// Energy of a lane's operation.
  VECTOR_ENERGY(0.5, "energy of vector operations"),
  /// Energy per bit of memory beside the chip.
  MEMORY_ENERGY(0.35, "energy of memory beside the chip"),
  /// Energy of writing a cell.
  WRITE_ENERGY(0.8, "energy of writing cells"),
  /// Area of cells.
  CELL_AREA(0.3, "area of cells"),
  /// Area of converters.
  CONVERTER_AREA(0.6, "area of converters"),
  /// Area of logic gates, placed.
  GATE_AREA(0.3, "area of placed logic"),
  /// Area of drivers and DACs.
  DRIVER_AREA(0.6, "area of drivers and DACs"),
  /// Area of SRAM buffers.
  BUFFER_AREA(0.3, "area of SRAM buffers"),
  /// Fill, power grid, decoupling, what lies between parts.
  OVERHEAD_AREA(0.25, "fill, power grid, and what lies between parts");

  private final double spread;
  private final String words;

  Assumption(double spread, String words) {
    this.spread = spread;
    this.words = words;
  }

  /// Standard deviation of the natural logarithm of the factor before anything is fitted.
  public double spread() {
    return spread;
  }

  /// What it is, in words.
  public String words() {
    return words;
  }
}
