package bitline.forecast.data;

import bitline.forecast.Observation;
import java.util.ArrayList;
import java.util.List;

/// Fifty years of microprocessors, collected by Karl Rupp (CC-BY 4.0). The files give dates and
/// values only, no names: every point is a design of its own.
final class Processors {
  private Processors() {}

  static List<Recipe> recipes() {
    return List.of(
        recipe("cpu-transistors", "Transistors of processors", "1", 1e3, Layout.TRANSISTORS_DAT),
        recipe(
            "cpu-specint",
            "Rate of a single thread of processors (SPECint, thousandths)",
            "SPECint/1000",
            1,
            Layout.SPECINT_DAT),
        recipe("cpu-watts", "Typical power of processors", "W", 1, Layout.WATTS_DAT),
        recipe("cpu-cores", "Cores of processors", "1", 1, Layout.CORES_DAT),
        recipe("cpu-frequency", "Clock of processors", "Hz", 1e6, Layout.FREQUENCY_DAT));
  }

  private static Recipe recipe(String key, String title, String unit, double one, Layout layout) {
    return Recipe.of(
        new Definition(
            key,
            title,
            unit,
            layout != Layout.WATTS_DAT,
            "Karl Rupp: all points of " + layout.files),
        layout,
        folder -> read(folder.curve(layout), one));
  }

  private static List<Observation> read(Curve curve, double one) {
    List<Observation> out = new ArrayList<>();
    for (Curve.Point point : curve.points()) {
      String name = curve.file() + ":" + point.line();
      out.add(
          new Observation(
              name, name, "", "cpu", point.date(), one * point.value(), point.line(), null));
    }
    return out;
  }
}
