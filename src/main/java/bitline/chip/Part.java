package bitline.chip;

/// A part of a chip that takes energy and area. Published figures say which parts they cover.
public enum Part {
  /// DACs and wordline drivers, with the wordlines they drive.
  DRIVERS,
  /// Cells and their bitlines: charge, current or swing that a read takes.
  CELLS,
  /// ADCs, with sample-and-hold, sense amplifiers and column mux.
  CONVERTERS,
  /// Multiplier gates, adder trees, or adders beside the cells.
  ADDERS,
  /// What follows a column: shift-add, accumulators, their registers.
  DATAPATH,
  /// Clock, decoders, timing; in area also fill, power grid and decoupling.
  CONTROL,
  /// What flows while nothing switches.
  LEAKAGE,
  /// Writing cells.
  WRITES,
  /// SRAM beside the arrays.
  BUFFERS,
  /// Wires and routers between cores.
  NETWORK,
  /// Element-wise units.
  VECTOR,
  /// Memory beside the chip, with its link.
  MEMORY,
  /// The link to the host.
  HOST
}
