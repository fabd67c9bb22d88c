package bitline.report;

import bitline.text.Json;
import bitline.time.Flow;
import bitline.time.Pieces.Piece;
import bitline.time.Traced;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A trace in the JSON of the Trace Event Format, which Perfetto, speedscope and chrome://tracing
/// open: one track a unit with one complete event a piece of work, a counter for the rows in each
/// buffer, and one for how busy everything that moves bytes was.
///
/// Times are microseconds, with all digits down to the femtosecond. Viewers subtract the trace's
/// beginning and add durations in binary floating point, where the end of a piece can so come to
/// lie behind the beginning of the next; they take that for nesting. So a piece that touches the
/// next on its track is written a femtosecond shorter, or by four units in the last place of its
/// end where that is more.
///
/// Source: the format's public description, "Trace Event Format" (object form, phases M, X and C).
public final class TraceJson {
  private static final int FEMTO_IN_MICRO = 9;

  /// Stretches of time of which each counter of a mover tells the mean.
  private static final int BINS = 500;

  private final Flow flow;
  private final Traced traced;
  private final StringBuilder out = new StringBuilder();

  /// Number of the first track of each store.
  private final Map<Integer, Integer> firstTrack = new TreeMap<>();

  private TraceJson(Flow flow, Traced traced) {
    this.flow = flow;
    this.traced = traced;
  }

  /// @param title of the process that all tracks belong to
  public static String of(Flow flow, Traced traced, String title) {
    return new TraceJson(flow, traced).text(title);
  }

  private String text(String title) {
    out.append("{\"displayTimeUnit\":\"ns\",\"otherData\":{\"cut\":").append(traced.cut());
    out.append("},\"traceEvents\":[\n");
    out.append("{\"ph\":\"M\",\"pid\":1,\"name\":\"process_name\",\"args\":{\"name\":");
    out.append(quoted(title)).append("}}");
    if (traced.cut()) {
      out.append(",\n{\"ph\":\"M\",\"pid\":1,\"name\":\"process_labels\",\"args\":{\"labels\":");
      out.append("\"cut: the first entries only\"}}");
    }
    tracks();
    List<String> stages = flow.processes().stream().map(p -> quoted(p.name())).toList();
    boolean[] touching = touching();
    int number = 0;
    for (Piece piece : traced.pieces()) {
      long less = touching[number++] ? margin(piece.to()) : 0;
      long time = Math.max(0, piece.to() - piece.from() - less);
      out.append(",\n{\"ph\":\"X\",\"pid\":1,\"tid\":").append(track(piece));
      out.append(",\"ts\":").append(plain(micros(piece.from())));
      out.append(",\"dur\":").append(plain(micros(time)));
      out.append(",\"name\":").append(stages.get(piece.process())).append('}');
    }
    for (Traced.Level level : lastOfEachTime()) {
      counter(flow.stores().get(level.store()).name(), level.time());
      out.append("\"rows\":").append(level.amount()).append("}}");
    }
    busy();
    return out.append("\n]}\n").toString();
  }

  private void tracks() {
    Map<Integer, Integer> lanes = new TreeMap<>();
    for (Piece piece : traced.pieces()) {
      lanes.merge(piece.store(), piece.lane() + 1, Math::max);
    }
    int track = 1;
    for (Map.Entry<Integer, Integer> entry : lanes.entrySet()) {
      firstTrack.put(entry.getKey(), track);
      String name = flow.stores().get(entry.getKey()).name();
      for (int lane = 0; lane < entry.getValue(); lane++, track++) {
        String unit = entry.getValue() == 1 ? name : name + " " + lane;
        out.append(",\n{\"ph\":\"M\",\"pid\":1,\"tid\":").append(track);
        out.append(",\"name\":\"thread_name\",\"args\":{\"name\":").append(quoted(unit));
        out.append("}},\n{\"ph\":\"M\",\"pid\":1,\"tid\":").append(track);
        out.append(",\"name\":\"thread_sort_index\",\"args\":{\"sort_index\":").append(track);
        out.append("}}");
      }
    }
  }

  /// A counter has one value a time.
  private List<Traced.Level> lastOfEachTime() {
    record Place(int store, long time) {}
    Map<Place, Traced.Level> last = new LinkedHashMap<>();
    for (Traced.Level level : traced.levels()) {
      last.put(new Place(level.store(), level.time()), level);
    }
    return new ArrayList<>(last.values());
  }

  /// How busy all that moves bytes was, from one stretch of time to the next where it changes.
  private void busy() {
    long end = 0;
    for (Piece piece : traced.pieces()) {
      end = Math.max(end, traced.cut() ? piece.from() : piece.to());
    }
    long width = Math.max(1, Math.ceilDiv(end, BINS));
    int bins = Math.toIntExact(Math.ceilDiv(end, width));
    Map<Integer, long[]> work = new TreeMap<>();
    for (Piece piece : traced.pieces()) {
      if (flow.stores().get(piece.store()).bandwidth() > 0) {
        long[] sums = work.computeIfAbsent(piece.store(), _ -> new long[bins]);
        long to = Math.min(piece.to(), end);
        for (long at = piece.from(); at < to; ) {
          int bin = (int) (at / width);
          long next = Math.min(to, (bin + 1) * width);
          sums[bin] += next - at;
          at = next;
        }
      }
    }
    for (Map.Entry<Integer, long[]> entry : work.entrySet()) {
      Flow.Store store = flow.stores().get(entry.getKey());
      long[] sums = Arrays.copyOf(entry.getValue(), bins + 1);
      BigDecimal before = null;
      for (int bin = 0; bin <= bins; bin++) {
        long time = Math.min(end, (bin + 1) * width) - bin * width;
        BigDecimal percent = percent(sums[bin], bin == bins ? 1 : time * store.capacity());
        if (!percent.equals(before)) {
          counter(store.name() + ", busy", Math.min(end, bin * width));
          out.append("\"percent\":").append(plain(percent)).append("}}");
        }
        before = percent;
      }
    }
  }

  private static BigDecimal percent(long part, long whole) {
    return BigDecimal.valueOf(part)
        .scaleByPowerOfTen(2)
        .divide(BigDecimal.valueOf(whole), 2, RoundingMode.HALF_EVEN);
  }

  /// Everything up to the values of a counter's event.
  private void counter(String name, long time) {
    out.append(",\n{\"ph\":\"C\",\"pid\":1,\"ts\":").append(plain(micros(time)));
    out.append(",\"name\":").append(quoted(name)).append(",\"args\":{");
  }

  /// Whether each piece touches the next on its track, or nearly does.
  private boolean[] touching() {
    List<Piece> pieces = traced.pieces();
    boolean[] touching = new boolean[pieces.size()];
    Map<Integer, Integer> before = new HashMap<>();
    for (int i = 0; i < touching.length; i++) {
      Integer last = before.put(track(pieces.get(i)), i);
      if (last != null) {
        long end = pieces.get(last).to();
        touching[last] = pieces.get(i).from() - end < margin(end);
      }
    }
    return touching;
  }

  private int track(Piece piece) {
    return firstTrack.getOrDefault(piece.store(), 0) + piece.lane();
  }

  /// Femtoseconds by which doubles may miss a time.
  private static long margin(long time) {
    return (long) Math.ceil(4 * Math.ulp((double) time));
  }

  private static BigDecimal micros(long femtoseconds) {
    return BigDecimal.valueOf(femtoseconds, FEMTO_IN_MICRO);
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  private static String quoted(String text) {
    return Json.text(text).strip();
  }
}
