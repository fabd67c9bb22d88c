package bitline.report;

import java.util.ArrayList;
import java.util.List;

/// How a chip serves cameras, as a terminal shows it.
public final class StreamText {
  private StreamText() {}

  /// The figures on top.
  public static Table figures(TimeAnswer.Cameras answer) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("offered", String.valueOf(answer.offered())));
    rows.add(List.of("dropped", share(answer.dropped(), answer.offered())));
    if (answer.unanswered() > 0) {
      rows.add(List.of("left in a batch that is not full", "" + answer.unanswered()));
    }
    String deadline = Numbers.seconds(answer.deadline());
    rows.add(List.of("later than " + deadline, share(answer.late(), answer.offered())));
    answer
        .response()
        .forEach(
            (name, time) -> rows.add(List.of("response time, " + name, Numbers.seconds(time))));
    return new Table(List.of(Table.text("pictures"), Table.number("")), rows);
  }

  private static String share(long count, long of) {
    return count
        + (count == 0 ? "" : " (" + Numbers.percent((double) count / Math.max(1, of)) + ")");
  }

  /// The first line.
  public static String title(TimeAnswer.Cameras answer) {
    return answer.network()
        + " on "
        + answer.chip()
        + ", "
        + cameras(answer.streams())
        + " of "
        + TimeText.rate(answer.fps())
        + " pictures a second, "
        + Numbers.seconds(answer.seconds());
  }

  private static String cameras(int count) {
    return count + (count == 1 ? " camera" : " cameras");
  }

  /// What is to be said beside the figures; a paragraph each.
  public static List<String> remarks(TimeAnswer.Cameras answer) {
    List<String> remarks = new ArrayList<>();
    Integer most = answer.most();
    TimeAnswer.Trial more = answer.oneMore();
    if (most != null && most == 0) {
      remarks.add(
          "Even one camera is too many: pictures are dropped or late, or take ever longer.");
    } else if (most != null && more == null) {
      remarks.add(cameras(most) + " are served without a drop or a miss; more were not tried.");
    } else if (most != null && more != null) {
      remarks.add(
          "The most that are served without a drop or a miss: "
              + cameras(most)
              + ". With "
              + more.streams()
              + ", "
              + Numbers.percent((double) more.dropped() / more.offered())
              + " are dropped and "
              + Numbers.percent((double) more.late() / more.offered())
              + " are late"
              + (more.grows() ? ", and answers take ever longer." : "."));
    }
    if (answer.grows() && answer.dropped() == 0) {
      remarks.add(
          "Answers took ever longer: more pictures come than the chip can do. None is dropped only"
              + " because the cameras stopped; a longer --seconds shows it.");
    }
    worst(answer, remarks);
    return remarks;
  }

  /// The camera that has it worst, where they differ.
  private static void worst(TimeAnswer.Cameras answer, List<String> remarks) {
    int worst = 0;
    boolean differ = false;
    for (int c = 1; c < answer.cameras().size(); c++) {
      var here = answer.cameras().get(c);
      var before = answer.cameras().get(worst);
      long bad = here.dropped() + here.late();
      long badBefore = before.dropped() + before.late();
      differ |= bad != badBefore;
      worst = bad > badBefore ? c : worst;
    }
    if (differ) {
      var camera = answer.cameras().get(worst);
      remarks.add(
          "Worst off is camera "
              + (worst + 1)
              + ": of "
              + camera.offered()
              + " pictures "
              + camera.dropped()
              + " are dropped, "
              + camera.late()
              + " late.");
    }
  }

  private static String unit(TimeAnswer.Part part) {
    boolean camera = part.stage().startsWith("camera ");
    return camera
        ? "until its next picture"
        : part.unit().isEmpty() ? Numbers.UNKNOWN : part.unit();
  }

  /// What the slowest answer was made of.
  public static Table slowest(TimeAnswer.Cameras answer, int most) {
    return new Table(
        List.of(
            Table.text("critical path of the slowest"), Table.text("unit"), Table.number("share")),
        answer.slowest().stream()
            .limit(most)
            .map(part -> List.of(part.stage(), unit(part), Numbers.percent(part.share())))
            .toList());
  }
}
