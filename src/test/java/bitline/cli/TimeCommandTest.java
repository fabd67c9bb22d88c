package bitline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import bitline.report.TimeAnswer;
import bitline.text.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What `time` prints and refuses.
class TimeCommandTest {
  private static final String[] TIME = {
    "time", "models/signs_bitline.onnx", "--chip", "axelera_isscc_2024"
  };
  private static final String[] CAMERAS = all(TIME, "--streams", "3", "--fps", "100");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private static String[] all(String[] first, String... more) {
    return Stream.of(first, more).flatMap(Stream::of).toArray(String[]::new);
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Main.run(arguments, new PrintWriter(out), new PrintWriter(err, true));
  }

  private String refused(String[] first, String... more) {
    assertThat(run(all(first, more))).isEqualTo(2);
    assertThat(err.toString()).hasLineCount(1);
    return err.toString().strip();
  }

  @Test
  void whatMakesNoSenseIsRefusedInALine() {
    assertThat(refused(TIME, "--fps", "30"))
        .isEqualTo("--fps 30.0 would do nothing without --streams N");
    assertThat(refused(TIME, "--phase-seed", "1")).contains("would do nothing without --streams");
    assertThat(refused(TIME, "--streams", "3"))
        .isEqualTo("--streams 3 needs a rate; add --fps 30, say");
    assertThat(refused(TIME, "--streams", "0", "--fps", "30"))
        .isEqualTo("--streams '0' is neither 1 to 1000 cameras nor 'max'");
    assertThat(refused(TIME, "--streams", "many", "--fps", "30")).contains("nor 'max'");
    assertThat(refused(TIME, "--streams", "3", "--fps", "NaN"))
        .isEqualTo("--fps NaN is not between 0.0100000 and 1.00000e+06");
    assertThat(refused(CAMERAS, "--deadline", "0")).startsWith("--deadline 0.0 is not between");
    assertThat(refused(CAMERAS, "--seconds", "0.001"))
        .isEqualTo("--seconds 0.001 is less than one picture at --fps 100.0; raise it");
    assertThat(refused(CAMERAS, "--seconds", "1000"))
        .isEqualTo(
            "3 cameras would send 300000 pictures; more than 100000 are not played, lower"
                + " --seconds");
    assertThat(refused(CAMERAS, "--phases", "spred"))
        .startsWith("--phases 'spred' is not one of spread, together, random")
        .contains("spread");
    assertThat(refused(CAMERAS, "--phases", "together", "--phase-seed", "4"))
        .isEqualTo("--phase-seed 4 is for --phases random, not together; leave one out");
    assertThat(refused(CAMERAS, "--pictures", "9"))
        .isEqualTo("--pictures 9 is without --streams; for how long cameras send: --seconds T");
    assertThat(refused(TIME, "--pictures", "0")).startsWith("--pictures 0; 1 to");
  }

  @Test
  void picturesOneBehindTheOther() {
    assertThat(run(TIME)).isEqualTo(0);
    assertThat(out.toString())
        .contains("latency of the first", " in all; bound ", "critical path", "no unit");
    TimeAnswer.Alone answer = json(TimeAnswer.Alone.class, TIME);
    assertThat(answer.pictures()).isEqualTo(64);
    assertThat(answer.path().stream().mapToDouble(TimeAnswer.OnPath::first).sum())
        .isCloseTo(1, within(1e-6));
    assertThat(answer.path().stream().mapToDouble(TimeAnswer.OnPath::all).sum())
        .isCloseTo(1, within(1e-6));
    TimeAnswer.Over gap = Objects.requireNonNull(answer.gap());
    double elsewhere = gap.elsewhere().values().stream().mapToDouble(time -> time).sum();
    // the bound is what its unit did on the path and beside it
    assertThat(gap.time() - elsewhere + gap.hidden())
        .isCloseTo(gap.bound(), within(1e-6 * gap.bound()));
  }

  @Test
  void cameras() {
    assertThat(run(CAMERAS)).isEqualTo(0);
    assertThat(out.toString())
        .startsWith("signs_bitline.onnx on axelera_isscc_2024, 3 cameras of 100 pictures a second")
        .contains(
            "offered", "dropped", "later than 10.0 ms", "response time, p99", "critical path");
    TimeAnswer.Cameras answer =
        json(TimeAnswer.Cameras.class, all(CAMERAS, "--phase-seed", "5", "--seconds", "0.2"));
    assertThat(answer.offered()).isEqualTo(60);
    assertThat(answer.dropped()).isZero();
    assertThat(answer.deadline()).isCloseTo(0.01, within(1e-12));
    assertThat(answer.response().keySet()).containsExactly("p50", "p90", "p99", "greatest");
    assertThat(List.copyOf(answer.response().values())).isSorted();
    assertThat(answer.cameras()).hasSize(3).allMatch(camera -> camera.offered() == 20);
    assertThat(answer.most()).isNull();
  }

  @Test
  void theMostCameras() {
    String[] max = all(TIME, "--streams", "max", "--fps", "2000", "--seconds", "0.02");
    TimeAnswer.Cameras answer = json(TimeAnswer.Cameras.class, max);
    int most = Objects.requireNonNull(answer.most());
    assertThat(most).isPositive().isEqualTo(answer.streams());
    assertThat(answer.late()).isZero();
    assertThat(Objects.requireNonNull(answer.oneMore()).streams()).isEqualTo(most + 1);
    assertThat(run(max)).isEqualTo(0);
    assertThat(out.toString())
        .contains("The most that are served without a drop or a miss: " + most + " camera");
    assertThat(run(all(max, "--deadline", "0.001"))).isEqualTo(0);
    assertThat(out.toString()).contains("Even one camera is too many");
  }

  private <T extends Record> T json(Class<T> type, String[] command) {
    assertThat(run(all(command, "--json"))).isEqualTo(0);
    return Json.read(type, out.toString(), "the answer");
  }
}
