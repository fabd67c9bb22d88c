package bitline.silicon.fit;

import bitline.text.Csv;
import java.nio.file.Path;
import java.util.List;

/// One memory of the CACTI sweep.
///
/// @param node metres
/// @param cell kind of transistors, such as `itrs-lstp`
/// @param kilobytes of 1024 bytes
/// @param word bits read or written at once
/// @param access seconds from address to data
/// @param read joules of a word
/// @param write joules of a word
/// @param leakage watts
/// @param area square metres
public record SweepRow(
    double node,
    String cell,
    double kilobytes,
    double word,
    double access,
    double read,
    double write,
    double leakage,
    double area) {
  /// Reads the sweep.
  public static List<SweepRow> read(Path csv) {
    return Csv.read(csv).maps().stream()
        .map(row ->
            new SweepRow(
                Csv.number(row, "tech_nm") * 1e-9,
                String.valueOf(row.get("cell")),
                Csv.number(row, "kb"),
                Csv.number(row, "width_b"),
                Csv.number(row, "access_ns") * 1e-9,
                Csv.number(row, "read_nJ") * 1e-9,
                Csv.number(row, "write_nJ") * 1e-9,
                Csv.number(row, "leak_mW") * 1e-3,
                Csv.number(row, "area_mm2") * 1e-6))
        .toList();
  }
}
