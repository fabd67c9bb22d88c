package bitline.report;

import bitline.text.Json;
import bitline.time.Flow;
import bitline.time.Traced;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// A trace in the JSON of the Trace Event Format, which Perfetto and chrome://tracing open: one
/// track a unit, one complete event a piece of work, a counter a buffer. Times are microseconds,
/// with all digits down to the femtosecond.
///
/// Source: the format's public description, "Trace Event Format" (object form, phases M, X and C).
public final class TraceJson {
  private static final int FEMTO_IN_MICRO = 9;

  private TraceJson() {}

  /// @param title of the process that all tracks belong to
  public static String of(Flow flow, Traced traced, String title) {
    Map<Integer, Integer> firstTrack = new TreeMap<>();
    Map<Integer, Integer> lanes = new TreeMap<>();
    for (Traced.Piece piece : traced.pieces()) {
      lanes.merge(piece.store(), piece.lane() + 1, Math::max);
    }
    StringBuilder out = new StringBuilder("{\"displayTimeUnit\":\"ns\",\"traceEvents\":[\n");
    out.append("{\"ph\":\"M\",\"pid\":1,\"name\":\"process_name\",\"args\":{\"name\":");
    out.append(quoted(title)).append("}}");
    int track = 1;
    for (Map.Entry<Integer, Integer> entry : lanes.entrySet()) {
      firstTrack.put(entry.getKey(), track);
      String name = flow.stores().get(entry.getKey()).name();
      for (int lane = 0; lane < entry.getValue(); lane++, track++) {
        String unit = entry.getValue() == 1 ? name : name + " " + lane;
        out.append(",\n{\"ph\":\"M\",\"pid\":1,\"tid\":").append(track);
        out.append(",\"name\":\"thread_name\",\"args\":{\"name\":").append(quoted(unit));
        out.append("}}");
      }
    }
    for (Traced.Piece piece : traced.pieces()) {
      int tid = firstTrack.getOrDefault(piece.store(), 0) + piece.lane();
      out.append(",\n{\"ph\":\"X\",\"pid\":1,\"tid\":").append(tid);
      out.append(",\"ts\":").append(micros(piece.from()));
      out.append(",\"dur\":").append(micros(piece.to() - piece.from()));
      out.append(",\"name\":").append(quoted(flow.processes().get(piece.process()).name()));
      out.append('}');
    }
    for (Map.Entry<String, Traced.Level> entry : lastOfEachTime(traced).entrySet()) {
      Traced.Level level = entry.getValue();
      out.append(",\n{\"ph\":\"C\",\"pid\":1,\"ts\":").append(micros(level.time()));
      out.append(",\"name\":").append(quoted(flow.stores().get(level.store()).name()));
      out.append(",\"args\":{\"rows\":").append(level.amount()).append("}}");
    }
    return out.append("\n]}\n").toString();
  }

  /// A counter has one value a time.
  private static Map<String, Traced.Level> lastOfEachTime(Traced traced) {
    Map<String, Traced.Level> last = new LinkedHashMap<>();
    for (Traced.Level level : traced.levels()) {
      last.put(level.store() + " " + level.time(), level);
    }
    return last;
  }

  private static String micros(long femtoseconds) {
    BigDecimal micros = BigDecimal.valueOf(femtoseconds, FEMTO_IN_MICRO).stripTrailingZeros();
    return micros.signum() == 0 ? "0" : micros.toPlainString();
  }

  private static String quoted(String text) {
    return Json.text(text).strip();
  }
}
