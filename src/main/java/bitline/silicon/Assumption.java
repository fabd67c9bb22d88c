package bitline.silicon;

/// What the models of energy and area assume without knowing it: each is a factor on one kind of
/// component, 1 where nothing is fitted, uncertain by what its sources say. The same factor holds
/// for every chip; only the fitted column of a validation gives one chip factors of its own.
public enum Assumption {
  /// Capacitance and activity of logic gates: published adders of one node differ by a factor of 2.
  GATE_ENERGY(0.45, "switched capacitance and glitches of logic gates"),
  /// Capacitance of wires across cells: 0.2 to 0.3 fF/um bare, 0.6 with what hangs on them.
  WIRE_ENERGY(0.35, "capacitance of wires across cells and between parts"),
  /// Successive approximation: the 10 % and 50 % quantiles of the ADC survey lie a factor of 3
  /// apart.
  SAR_ENERGY(0.7, "energy of a SAR conversion"),
  /// Every other converter: as SAR, of which more is known.
  COUNTING_ENERGY(0.7, "energy of flash, ramp, oscillator and charge converters"),
  /// DACs that make levels: designs of catalogues lie a factor of 8 apart.
  DAC_ENERGY(0.6, "energy of a level from a DAC"),
  /// Charge on the capacitors and bitlines of cells: parasitics of a tenth to all of a capacitor,
  /// assumed.
  CHARGE_ENERGY(0.4, "parasitic capacitance of charge cells and bitlines"),
  /// Currents through resistive cells: read times of a medium differ by a factor of 8 to 10.
  CURRENT_ENERGY(0.7, "currents through resistive cells and what holds their voltage"),
  /// Clock, decoders, timing: 5 to 10 % of macros and 15 to 30 % of logic are usual.
  CONTROL_ENERGY(0.6, "energy of clock, decoders and timing"),
  /// Currents of what is switched off: the nodes' tables claim a factor of 4 to 5.
  LEAKAGE(0.8, "leakage"),
  /// Energy per bit of buffers: compiled macros take 1 to 2.5 times what CACTI says.
  BUFFER_ENERGY(0.5, "energy of SRAM buffers"),
  /// Energy per bit and distance: measured wires lie within factors of 0.5 to 1.7.
  NETWORK_ENERGY(0.5, "energy of wires and routers between cores"),
  /// Energy of a lane's operation: as gates, and what an instruction costs.
  VECTOR_ENERGY(0.5, "energy of vector operations"),
  /// Energy per bit of memory beside the chip: sources differ by 4 to 8 pJ for LPDDR4.
  MEMORY_ENERGY(0.35, "energy of memory beside the chip"),
  /// Energy of writing a cell: pulses to a write differ by a factor of 10.
  WRITE_ENERGY(0.8, "energy of writing cells"),
  /// Area of cells: foundries' bitcells differ by 10 to 20 %, cells of one's own by more; assumed.
  CELL_AREA(0.3, "area of cells"),
  /// Area of converters: its 10 % and 50 % quantiles in the survey lie a factor of 4 apart.
  CONVERTER_AREA(0.6, "area of converters"),
  /// Area of logic gates, placed: libraries and fill of 65 to 80 %.
  GATE_AREA(0.3, "area of placed logic"),
  /// Area of drivers and DACs: as converters.
  DRIVER_AREA(0.6, "area of drivers and DACs"),
  /// Area of SRAM buffers: arrays are 50 to 80 % of a memory.
  BUFFER_AREA(0.3, "area of SRAM buffers"),
  /// Fill, power grid, decoupling, what lies between parts: 10 to 20 % and 65 to 80 % are usual.
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
