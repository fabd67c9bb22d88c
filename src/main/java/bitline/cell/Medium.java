package bitline.cell;

/// What a memory cell stores its bits in.
public enum Medium {
  /// Static memory: two inverters, exact, volatile.
  SRAM("SRAM"),
  /// Resistive memory, a filament in an oxide.
  RRAM("RRAM"),
  /// Phase-change memory.
  PCM("PCM"),
  /// Magnetic memory, a tunnel junction.
  MRAM("MRAM"),
  /// Ferroelectric transistor.
  FEFET("FeFET"),
  /// Floating-gate NOR flash.
  NOR_FLASH("NOR flash"),
  /// Charge-trap flash (silicon, oxide, nitride, oxide, silicon).
  SONOS("SONOS flash");

  private final String words;

  Medium(String words) {
    this.words = words;
  }

  /// As it is written in a sentence.
  public String words() {
    return words;
  }
}
