package bitline.report;

import bitline.time.CriticalPath;
import bitline.time.Gap;
import bitline.time.Service;
import bitline.time.Timing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What `time` answers, as JSON holds it. Times are seconds.
public final class TimeAnswer {
  static final double FEMTO = 1e-15;

  private TimeAnswer() {}

  /// Pictures one behind the other, as fast as the chip can.
  ///
  /// @param latency of the first picture, through an empty chip
  /// @param interval from picture to picture once the chip is full
  /// @param bound for one picture, which no schedule beats
  /// @param gap why all of them took longer than that
  /// @param path the critical path, largest share first; empty where it was too long to keep
  public record Alone(
      String network,
      String chip,
      int pictures,
      double latency,
      double interval,
      double bound,
      long events,
      double bufferBytes,
      List<String> outside,
      @Nullable Over gap,
      List<OnPath> path,
      List<Timing.Use> units,
      List<Timing.Stage> stages) {}

  /// Why a run took longer than its bound.
  ///
  /// @param by the unit or stage that the bound comes from
  /// @param hidden work of `by` beside the critical path
  /// @param elsewhere of the path at other places
  public record Over(
      double bound, String by, double time, double hidden, Map<String, Double> elsewhere) {}

  /// A part of the critical path.
  ///
  /// @param unit empty where the stage worked on none
  /// @param first share of the path to the end of the first picture
  /// @param all share of the path to the end of the last
  public record OnPath(String stage, String unit, double first, double all) {}

  public static Alone of(String network, String chip, Timing timing, CriticalPath path) {
    return new Alone(
        network,
        chip,
        timing.ends().size(),
        timing.latency() * FEMTO,
        timing.interval() * FEMTO,
        timing.bound().time() * FEMTO / timing.ends().size(),
        timing.events(),
        timing.buffered(),
        timing.spilled(),
        over(timing, path),
        onPath(path),
        timing.units(),
        timing.stages());
  }

  private static @Nullable Over over(Timing timing, CriticalPath path) {
    if (path.tooLong()) {
      return null;
    }
    Gap gap = Gap.of(timing.bound(), timing.total(), path.toLast());
    Map<String, Double> elsewhere = new LinkedHashMap<>();
    gap.elsewhere().forEach(place -> elsewhere.put(place.place(), place.time() * FEMTO));
    return new Over(
        gap.bound() * FEMTO, gap.by(), gap.time() * FEMTO, gap.hidden() * FEMTO, elsewhere);
  }

  /// The paths to the first and the last picture side by side, largest share first.
  static List<OnPath> onPath(CriticalPath path) {
    record Place(String stage, String unit) {}
    Map<Place, Double> first = new LinkedHashMap<>();
    Map<Place, Double> all = new LinkedHashMap<>();
    share(path.toLast()).forEach(part -> all.put(new Place(part.stage, part.unit), part.share));
    share(path.toFirst()).forEach(part -> first.put(new Place(part.stage, part.unit), part.share));
    List<OnPath> parts = new ArrayList<>();
    all.forEach((place, share) ->
        parts.add(new OnPath(place.stage, place.unit, first.getOrDefault(place, 0.0), share)));
    first.forEach((place, share) -> {
      if (!all.containsKey(place)) {
        parts.add(new OnPath(place.stage, place.unit, share, 0));
      }
    });
    return parts;
  }

  /// A part of one path.
  public record Part(String stage, String unit, double share) {}

  static List<Part> share(List<CriticalPath.Part> parts) {
    double all = parts.stream().mapToLong(CriticalPath.Part::time).sum();
    return parts.stream()
        .map(part -> new Part(part.stage(), part.unit(), part.time() / all))
        .toList();
  }

  /// Pictures that cameras send.
  ///
  /// @param streams cameras
  /// @param deadline that an answer may take
  /// @param offered pictures that were sent
  /// @param dropped that found no room
  /// @param late that were done after the deadline
  /// @param unanswered that wait for a batch that is not full
  /// @param grows whether answers took longer and longer to the end
  /// @param response from arrival to end: percentiles and the greatest
  /// @param slowest the critical path of the slowest answer, from its arrival on
  /// @param most where the most cameras were asked for: how many are served without a drop or miss
  /// @param oneMore what happens with one more; null where that was not asked or not tried
  public record Cameras(
      String network,
      String chip,
      int streams,
      double fps,
      double seconds,
      int batch,
      double deadline,
      long offered,
      long dropped,
      long late,
      long unanswered,
      boolean grows,
      Map<String, Double> response,
      @Nullable Integer most,
      @Nullable Trial oneMore,
      List<Timing.Use> units,
      List<Timing.Stage> stages,
      List<Part> slowest,
      List<Camera> cameras,
      long events) {}

  /// What happened to a camera's pictures.
  ///
  /// @param greatest response time
  public record Camera(long offered, long dropped, long late, double greatest) {}

  /// A trial with a number of cameras.
  public record Trial(int streams, long offered, long dropped, long late, boolean grows) {}

  /// @param most null where it was not searched for
  public static Cameras of(
      String network, String chip, Service.Recorded recorded, Service.@Nullable Most most) {
    Service service = recorded.service();
    Map<String, Double> response = new LinkedHashMap<>();
    response.put("p50", service.percentile(0.5) * FEMTO);
    response.put("p90", service.percentile(0.9) * FEMTO);
    response.put("p99", service.percentile(0.99) * FEMTO);
    response.put("greatest", service.slowest() * FEMTO);
    Service beyond = most == null ? null : most.beyond();
    return new Cameras(
        network,
        chip,
        service.arrivals().streams(),
        service.arrivals().rate(),
        service.arrivals().frames() / service.arrivals().rate(),
        service.batch(),
        service.deadline() * FEMTO,
        service.sent(),
        service.lost(),
        service.late(),
        service.left(),
        service.grows(),
        response,
        most == null ? null : most.streams(),
        beyond == null
            ? null
            : new Trial(
                beyond.arrivals().streams(),
                beyond.sent(),
                beyond.lost(),
                beyond.late(),
                beyond.grows()),
        service.units(),
        service.stages(),
        share(recorded.path().toMarked()),
        service.cameras().stream()
            .map(c -> new Camera(c.sent(), c.lost(), c.late(), c.slowest() * FEMTO))
            .toList(),
        service.events());
  }
}
