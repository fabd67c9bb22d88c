package bitline.sim.fault;

/// What a device can be: one that is written as it should, or one that stays at its lowest or at
/// its highest conductance whatever is written.
public enum Stuck {
  FINE("fine"),
  OFF("off"),
  ON("on");

  private final String word;

  Stuck(String word) {
    this.word = word;
  }

  /// As it is written in a fault map.
  public String word() {
    return word;
  }
}
