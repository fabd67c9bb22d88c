package bitline.cell;

/// What a memory cell stores its bits in.
public enum Medium {
  /// Static memory: two inverters, exact, volatile.
  SRAM,
  /// Resistive memory, a filament in an oxide.
  RRAM,
  /// Phase-change memory.
  PCM,
  /// Magnetic memory, a tunnel junction.
  MRAM,
  /// Ferroelectric transistor.
  FEFET,
  /// Floating-gate NOR flash.
  NOR_FLASH,
  /// Charge-trap flash (silicon, oxide, nitride, oxide, silicon).
  SONOS
}
