package bitline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import bitline.text.Json;
import bitline.text.Tree;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Holds a text to the rules of the Trace Event Format, more strictly than viewers do: object form;
/// only the phases that are known here; in each the fields it must have and no others; times that
/// are decimals from 0 without an exponent; names of tracks before what happens on them; complete
/// events on one track apart or one inside the other, in exact arithmetic and in the doubles that
/// viewers compute with; counters with numbers and one value a time, not back in time.
final class TraceFormat {
  private static final Set<String> TOP = Set.of("displayTimeUnit", "otherData", "traceEvents");
  private static final Map<String, String> METADATA =
      Map.of(
          "process_name", "name",
          "process_labels", "labels",
          "thread_name", "name",
          "thread_sort_index", "sort_index");

  private final Map<Track, String> tracks = new HashMap<>();
  private final Map<Track, List<Event>> complete = new HashMap<>();
  private final Map<String, List<BigDecimal>> counters = new TreeMap<>();
  private final Map<String, BigDecimal> counterTimes = new HashMap<>();
  private final Set<Integer> processes = new HashSet<>();
  private boolean cut;
  private int events;

  private TraceFormat() {}

  private record Track(int pid, int tid) {}

  /// A complete event.
  record Event(String name, BigDecimal from, BigDecimal duration) {
    BigDecimal to() {
      return from.add(duration);
    }
  }

  /// What a trace says: events by the name of their track, values by the name of their counter.
  record Content(
      Map<String, List<Event>> tracks,
      Map<String, List<BigDecimal>> counters,
      boolean cut,
      int events) {}

  /// Reads a trace; fails where a rule is broken.
  static Content read(String text) {
    return new TraceFormat().content(text);
  }

  private Content content(String text) {
    Map<String, Tree> top = fields(Json.parse(text, "trace.json"), TOP);
    assertThat(text(top, "displayTimeUnit")).isIn("ms", "ns");
    cut = flag(fields(get(top, "otherData"), Set.of("cut")));
    if (!(get(top, "traceEvents") instanceof Tree.Items(int _, int _, List<Tree> items))) {
      throw new AssertionError("traceEvents is no list");
    }
    items.forEach(this::event);
    events = items.size();
    Map<String, List<Event>> byName = new TreeMap<>();
    complete.forEach((track, pieces) -> {
      nested(pieces);
      String name = tracks.get(track);
      assertThat(byName.put(name == null ? "" : name, pieces)).as("two tracks " + name).isNull();
    });
    return new Content(byName, counters, cut, events);
  }

  private void event(Tree tree) {
    Map<String, Tree> event = fields(tree, null);
    String phase = text(event, "ph");
    switch (phase) {
      case "M" -> metadata(tree, text(event, "name"));
      case "X" -> {
        fields(tree, Set.of("ph", "pid", "tid", "ts", "dur", "name"));
        Track track = new Track(whole(event, "pid"), whole(event, "tid"));
        assertThat(processes).as("process of " + track).contains(track.pid);
        assertThat(tracks).as("name of " + track).containsKey(track);
        complete
            .computeIfAbsent(track, _ -> new ArrayList<>())
            .add(new Event(text(event, "name"), time(event, "ts"), time(event, "dur")));
      }
      case "C" -> {
        fields(tree, Set.of("ph", "pid", "ts", "name", "args"));
        assertThat(processes).contains(whole(event, "pid"));
        counter(event);
      }
      default -> fail("phase " + phase + " at line " + tree.line());
    }
  }

  private void metadata(Tree tree, String what) {
    boolean ofThread = what.startsWith("thread_");
    Map<String, Tree> event =
        fields(
            tree,
            ofThread
                ? Set.of("ph", "pid", "tid", "name", "args")
                : Set.of("ph", "pid", "name", "args"));
    assertThat(METADATA).containsKey(what);
    String key = METADATA.getOrDefault(what, "");
    Map<String, Tree> args = fields(get(event, "args"), Set.of(key));
    int pid = whole(event, "pid");
    switch (what) {
      case "process_name" -> assertThat(processes.add(pid)).as("process named twice").isTrue();
      case "process_labels" -> assertThat(text(args, key)).isNotEmpty();
      case "thread_name" -> {
        Track track = new Track(pid, whole(event, "tid"));
        assertThat(tracks.put(track, text(args, key))).as(track + " named twice").isNull();
      }
      default -> assertThat(whole(args, key)).isNotNegative();
    }
  }

  private void counter(Map<String, Tree> event) {
    String name = text(event, "name");
    BigDecimal at = time(event, "ts");
    BigDecimal before = counterTimes.put(name, at);
    assertThat(before == null || before.compareTo(at) < 0).as(name + " at " + at).isTrue();
    Map<String, Tree> args = fields(get(event, "args"), null);
    assertThat(args).as(name).isNotEmpty();
    args.values()
        .forEach(value -> {
          BigDecimal number = number(value);
          counters.computeIfAbsent(name, _ -> new ArrayList<>()).add(number);
        });
  }

  /// Events of a track lie apart or inside one another.
  private static void nested(List<Event> pieces) {
    List<Event> sorted = new ArrayList<>(pieces);
    sorted.sort(
        Comparator.comparing(Event::from)
            .thenComparing(Event::duration, Comparator.reverseOrder()));
    double start = sorted.getFirst().from.doubleValue();
    Deque<Event> open = new ArrayDeque<>();
    for (Event event : sorted) {
      while (!open.isEmpty() && open.element().to().compareTo(event.from) <= 0) {
        assertThat(end(open.element()))
            .as(open.element() + " and " + event + " in doubles")
            .isLessThanOrEqualTo(event.from.doubleValue());
        assertThat(end(open.element(), start))
            .as(open.element() + " and " + event + " from " + start)
            .isLessThanOrEqualTo(event.from.doubleValue() - start);
        open.pop();
      }
      if (!open.isEmpty()) {
        assertThat(event.to()).as(event.toString()).isLessThanOrEqualTo(open.element().to());
        assertThat(end(event)).isLessThanOrEqualTo(end(open.element()));
      }
      open.push(event);
    }
  }

  private static double end(Event event) {
    return end(event, 0);
  }

  /// As viewers compute it that count from the track's first event.
  private static double end(Event event, double start) {
    return event.from.doubleValue() - start + event.duration.doubleValue();
  }

  /// @param known null: any
  private static Map<String, Tree> fields(Tree tree, @Nullable Set<String> known) {
    if (!(tree instanceof Tree.Entries(int line, int _, List<Tree.Entry> entries))) {
      throw new AssertionError("no object at line " + tree.line());
    }
    Map<String, Tree> fields = new HashMap<>();
    entries.forEach(entry -> fields.put(entry.name(), entry.value()));
    if (known != null) {
      assertThat(fields.keySet()).as("line " + line).isEqualTo(known);
    }
    return fields;
  }

  private static Tree get(Map<String, Tree> fields, String key) {
    Tree value = fields.get(key);
    if (value == null) {
      throw new AssertionError("no " + key + " in " + fields);
    }
    return value;
  }

  private static Tree.Scalar scalar(Tree tree, Tree.Kind kind) {
    if (tree instanceof Tree.Scalar scalar && scalar.kind() == kind) {
      return scalar;
    }
    throw new AssertionError(tree + " is no " + kind);
  }

  private static String text(Map<String, Tree> fields, String key) {
    return scalar(get(fields, key), Tree.Kind.STRING).text();
  }

  private static boolean flag(Map<String, Tree> fields) {
    return scalar(get(fields, "cut"), Tree.Kind.BOOLEAN).text().equals("true");
  }

  private static BigDecimal number(Tree tree) {
    return new BigDecimal(scalar(tree, Tree.Kind.NUMBER).text());
  }

  private static int whole(Map<String, Tree> fields, String key) {
    return number(get(fields, key)).intValueExact();
  }

  private static BigDecimal time(Map<String, Tree> fields, String key) {
    String text = scalar(get(fields, key), Tree.Kind.NUMBER).text();
    assertThat(text).as(key).matches("(0|[1-9][0-9]*)(\\.[0-9]{1,9})?");
    return new BigDecimal(text);
  }
}
