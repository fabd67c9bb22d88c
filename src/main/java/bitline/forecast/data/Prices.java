package bitline.forecast.data;

import bitline.forecast.Observation;
import bitline.text.Csv;
import java.util.ArrayList;
import java.util.List;

/// Prices of hardware: street prices of NVIDIA's devices by year (Epoch AI, MIT), dated prices of
/// purchase and of cloud hours (Epoch AI, CC-BY 4.0), and the US producer price index of data
/// processing. Nominal dollars.
final class Prices {
  private static final List<String> DEVICES = List.of("A100", "H100", "GB200", "GB300", "H20");

  private Prices() {}

  static List<Recipe> recipes() {
    return List.of(
        Recipe.of(
            new Definition(
                "nvidia-price",
                "Street price of one NVIDIA device by year",
                "USD",
                false,
                "Epoch AI, chip counts: geometric mean of the low and the high price of a year"),
            Layout.ANNUAL_PRICES,
            folder -> annual(folder.table(Layout.ANNUAL_PRICES))),
        dated("purchase-price", "Price of one device, bought", "Price (hardware purchase)"),
        dated(
            "cloud-hour",
            "Price of one device for an hour in a cloud, on demand",
            "Price per chip-hour (on-demand)"),
        dated(
            "cloud-hour-1-year",
            "Price of one device for an hour in a cloud, committed for a year",
            "Price per chip-hour (1-year CUD)"),
        dated(
            "cloud-hour-3-years",
            "Price of one device for an hour in a cloud, committed for three years",
            "Price per chip-hour (3-year CUD)"),
        Recipe.of(
            new Definition(
                "producer-price-index",
                "US producer price index of data processing and hosting (December 2000 = 100)",
                "1",
                false,
                "Federal Reserve Economic Data, PCU518210518210: all months"),
            Layout.PRODUCER_PRICES,
            folder -> index(folder.table(Layout.PRODUCER_PRICES))));
  }

  private static List<Observation> annual(Table table) {
    List<Observation> out = new ArrayList<>();
    for (Csv.Row row : table.rows()) {
      for (String device : DEVICES) {
        if (!table.csv().has(device + " low")) {
          continue;
        }
        double low = table.amount(row, device + " low");
        double high = table.amount(row, device + " high");
        double date = table.date(row, Layout.ANNUAL_PRICES.date);
        if (Double.isFinite(low) && Double.isFinite(high) && Double.isFinite(date)) {
          double mean = StrictMath.sqrt(low * high);
          out.add(new Observation(device, device, "NVIDIA", "gpu", date, mean, row.line(), null));
        }
      }
    }
    return out;
  }

  private static Recipe dated(String key, String title, String column) {
    return Recipe.of(
        new Definition(
            key,
            title,
            key.startsWith("cloud") ? "USD/h" : "USD",
            false,
            "Epoch AI, hardware prices: all rows with Price date and column " + column),
        Layout.PRICES,
        folder -> dated(folder.table(Layout.PRICES), column));
  }

  private static List<Observation> dated(Table table, String column) {
    List<Observation> out = new ArrayList<>();
    for (Csv.Row row : table.rows()) {
      double date = table.date(row, Layout.PRICES.date);
      double price = table.amount(row, column);
      if (Double.isFinite(date) && Double.isFinite(price)) {
        String model = table.text(row, "Hardware model");
        String family = Designs.family(model);
        String maker = table.text(row, "Manufacturer");
        String design = family.isEmpty() ? Designs.bare(model, maker) : family;
        out.add(new Observation(model, design, maker, "", date, price, row.line(), null));
      }
    }
    return out;
  }

  private static List<Observation> index(Table table) {
    List<Observation> out = new ArrayList<>();
    for (Csv.Row row : table.rows()) {
      double date = table.date(row, Layout.PRODUCER_PRICES.date);
      double value = table.amount(row, 1);
      if (Double.isFinite(date) && Double.isFinite(value)) {
        String name = table.csv().title(1);
        out.add(new Observation(name, name, "", "", date, value, row.line(), null));
      }
    }
    return out;
  }
}
