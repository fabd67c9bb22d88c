package bitline.silicon.component;

import bitline.base.Interval;

/// Energy from one model, area from another.
public record PairedConverter(ConverterModel energies, ConverterModel areas)
    implements ConverterModel {
  @Override
  public String name() {
    return "energy: " + energies.name() + "; area: " + areas.name();
  }

  @Override
  public String source() {
    return "energy: " + energies.source() + "; area: " + areas.source();
  }

  @Override
  public Interval energy(Conversion conversion) {
    return energies.energy(conversion);
  }

  @Override
  public Interval area(Conversion conversion) {
    return areas.area(conversion);
  }
}
