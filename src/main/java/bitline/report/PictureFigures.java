package bitline.report;

import bitline.task.Answer;
import bitline.task.Box;
import bitline.task.LaneMasks;
import bitline.task.Picture;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The pictures of a page, each with what the float network and the chip said about it.
final class PictureFigures {
  /// Pictures on one page; more would make it slow to open.
  private static final int MOST_SMALL = 60;

  private static final int MOST_LARGE = 12;

  /// Boxes less sure than this are counted in scores, but would only clutter a picture.
  private static final double SURE = 0.3;

  private final RunReport report;

  PictureFigures(RunReport report) {
    this.report = report;
  }

  /// The section's body; empty when there is nothing to show.
  String section() {
    List<RunReport.Outcome> all =
        report.shown().stream()
            .map(report.outcomes()::get)
            .sorted(Comparator.comparingDouble(RunReport.Outcome::agreement))
            .toList();
    if (all.isEmpty()) {
      return "";
    }
    boolean small = all.getFirst().floatAnswer() instanceof Answer.Classes;
    List<RunReport.Outcome> shown = all.stream().limit(small ? MOST_SMALL : MOST_LARGE).toList();
    String order =
        "<p class=\"hint\">"
            + shown.size()
            + " of "
            + report.inputs()
            + " inputs, in rising agreement of chip and float.</p>";
    return switch (all.getFirst().floatAnswer()) {
      case Answer.Classes _ ->
          order + "<div class=\"signs\">" + each(shown, this::classified) + "</div>";
      case Answer.Embedding _ -> order + embeddings(shown);
      case Answer.Mask _ -> order + legend(shown) + each(shown, this::pair);
      case Answer.Boxes _, Answer.Lanes _ -> order + each(shown, this::pair);
    };
  }

  private static String each(
      List<RunReport.Outcome> outcomes, Function<RunReport.Outcome, String> figure) {
    StringBuilder out = new StringBuilder();
    outcomes.forEach(outcome -> out.append(figure.apply(outcome)));
    return out.toString();
  }

  private String classified(RunReport.Outcome outcome) {
    Answer.Classes onFloat = (Answer.Classes) outcome.floatAnswer();
    Answer.Classes onChip = (Answer.Classes) outcome.chipAnswer();
    Integer label = outcome.label();
    boolean same = onFloat.top() == onChip.top();
    return "<figure class=\"sign"
        + (same ? "" : " differs")
        + "\">"
        + image(outcome.thumbnail(), outcome.name())
        + "<figcaption><div class=\"name\">"
        + Html.escape(outcome.name())
        + "</div>"
        + (label == null
            ? ""
            : "<div class=\"truth\">label: " + Html.escape(report.className(label)) + "</div>")
        + "<div class=\"said\"><span class=\"who\">float</span>"
        + ranked(onFloat, label, "float")
        + "</div>"
        + "<div class=\"said\"><span class=\"who\">chip</span>"
        + ranked(onChip, label, "chip")
        + "</div></figcaption></figure>";
  }

  private String ranked(Answer.Classes classes, @Nullable Integer label, String style) {
    Answer.Ranked top = classes.best().getFirst();
    String mark =
        label == null
            ? ""
            : top.label() == label
                ? " <b class=\"right\" title=\"right\">✓</b>"
                : " <b class=\"wrong\" title=\"wrong\">✗</b>";
    return "<span class=\"what\">"
        + Html.escape(report.className(top.label()))
        + mark
        + "</span><span class=\"sure\">"
        + Numbers.percent(top.confidence())
        + "</span>"
        + Charts.bar(top.confidence(), style);
  }

  private String pair(RunReport.Outcome outcome) {
    return "<div class=\"pair\"><h3>"
        + Html.escape(outcome.name())
        + "<span class=\"agree\">agreement "
        + Numbers.percent(outcome.agreement())
        + "</span></h3><div class=\"sides\">"
        + side(outcome, outcome.floatAnswer(), "Float")
        + side(outcome, outcome.chipAnswer(), "Chip")
        + "</div></div>";
  }

  private String side(RunReport.Outcome outcome, Answer answer, String who) {
    Picture picture = outcome.thumbnail();
    if (picture != null && answer instanceof Answer.Mask mask) {
      picture = painted(picture, outcome, mask);
    }
    String over =
        switch (answer) {
          case Answer.Boxes boxes -> overlay(outcome, boxes(boxes, outcome));
          case Answer.Lanes lanes -> overlay(outcome, lanes(lanes, outcome));
          default -> "";
        };
    String said =
        switch (answer) {
          case Answer.Boxes boxes -> counted(boxes);
          case Answer.Lanes lanes ->
              lanes.lanes().size()
                  + (lanes.lanes().size() == 1 ? " lane marking" : " lane markings");
          default -> "";
        };
    return "<figure><div class=\"canvas\">"
        + image(picture, who + " on " + outcome.name())
        + over
        + "</div><figcaption><b class=\""
        + who.toLowerCase(Locale.ROOT)
        + "\">"
        + who
        + "</b> "
        + Html.escape(said)
        + "</figcaption></figure>";
  }

  private static String image(@Nullable Picture picture, String alt) {
    if (picture == null) {
      return "<div class=\"nopicture\">no picture</div>";
    }
    boolean tiny = picture.width() <= 96;
    return "<img"
        + (tiny ? " class=\"tiny\"" : "")
        + " width=\""
        + picture.width()
        + "\" height=\""
        + picture.height()
        + "\" alt=\""
        + Html.escape(alt)
        + "\" src=\""
        + DataUri.of(picture)
        + "\">";
  }

  private static String overlay(RunReport.Outcome outcome, String shapes) {
    return "<svg class=\"over\" viewBox=\"0 0 "
        + outcome.width()
        + " "
        + outcome.height()
        + "\" preserveAspectRatio=\"none\">"
        + shapes
        + "</svg>";
  }

  private String boxes(Answer.Boxes boxes, RunReport.Outcome outcome) {
    StringBuilder out = new StringBuilder();
    double letter = outcome.width() / 38.0;
    for (Box box : boxes.boxes()) {
      if (box.score() < SURE) {
        continue;
      }
      String text = report.className(box.label()) + " " + Math.round(100 * box.score());
      double width = Math.min(outcome.width(), letter * (0.63 * text.length() + 0.5));
      double x = Math.clamp(box.left(), 0, outcome.width() - width);
      double y = box.top() >= letter * 1.25 ? box.top() - letter * 1.25 : box.top();
      String colour = Palette.css(box.label());
      out.append("<rect class=\"box\" stroke=\"")
          .append(colour)
          .append("\" x=\"")
          .append(Html.number(box.left()))
          .append("\" y=\"")
          .append(Html.number(box.top()))
          .append("\" width=\"")
          .append(Html.number(box.right() - box.left()))
          .append("\" height=\"")
          .append(Html.number(box.bottom() - box.top()))
          .append("\"/><rect fill=\"")
          .append(colour)
          .append("\" x=\"")
          .append(Html.number(x))
          .append("\" y=\"")
          .append(Html.number(y))
          .append("\" width=\"")
          .append(Html.number(width))
          .append("\" height=\"")
          .append(Html.number(letter * 1.25))
          .append("\"/><text style=\"fill:")
          .append(Palette.light(box.label()) ? "#000" : "#fff")
          .append(";font-size:")
          .append(Html.number(letter))
          .append("px\" x=\"")
          .append(Html.number(x + letter * 0.25))
          .append("\" y=\"")
          .append(Html.number(y + letter * 0.95))
          .append("\">")
          .append(Html.escape(text))
          .append("</text>");
    }
    return out.toString();
  }

  private String counted(Answer.Boxes boxes) {
    TreeMap<String, Integer> counts = new TreeMap<>();
    for (Box box : boxes.boxes()) {
      if (box.score() >= SURE) {
        counts.merge(report.className(box.label()), 1, Integer::sum);
      }
    }
    StringBuilder out = new StringBuilder();
    counts.forEach((name, count) ->
        out.append(out.isEmpty() ? "" : ", ").append(count).append(" × ").append(name));
    return out.isEmpty() ? "nothing surer than 30 %" : out.toString();
  }

  private static String lanes(Answer.Lanes lanes, RunReport.Outcome outcome) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < lanes.lanes().size(); i++) {
      Answer.Lane lane = lanes.lanes().get(i);
      StringBuilder points = new StringBuilder();
      int step = Math.max(1, outcome.height() / 120);
      for (int row = lane.from(); row < lane.to(); row += step) {
        if (lane.reaches(row) && lane.at(row) >= 0 && lane.at(row) <= outcome.width()) {
          points.append(Html.number(lane.at(row))).append(",").append(row).append(" ");
        }
      }
      out.append("<polyline class=\"lane\" stroke=\"")
          .append(Palette.css(i))
          .append("\" points=\"")
          .append(points)
          .append("\"/>");
    }
    return out.toString();
  }

  private Picture painted(Picture picture, RunReport.Outcome outcome, Answer.Mask mask) {
    byte[] rgb = picture.rgb().clone();
    boolean lanes = lanes();
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        int at =
            mask.at(x * outcome.width() / picture.width(), y * outcome.height() / picture.height());
        if (lanes && at == 0) {
          continue;
        }
        int colour = Palette.of(lanes ? (at == LaneMasks.LANE ? 0 : 1) : at);
        for (int c = 0; c < 3; c++) {
          int i = 3 * (y * picture.width() + x) + c;
          rgb[i] = (byte) (((rgb[i] & 0xFF) * 45 + (colour >> (16 - 8 * c) & 0xFF) * 55) / 100);
        }
      }
    }
    return new Picture(picture.name(), picture.width(), picture.height(), rgb);
  }

  private boolean lanes() {
    return report.network().task().equals("lanes");
  }

  private String legend(List<RunReport.Outcome> shown) {
    TreeSet<Integer> seen = new TreeSet<>();
    for (RunReport.Outcome outcome : shown) {
      for (Answer answer : List.of(outcome.floatAnswer(), outcome.chipAnswer())) {
        for (byte value : ((Answer.Mask) answer).map().values()) {
          seen.add(value & 0xFF);
        }
      }
    }
    boolean lanes = lanes();
    StringBuilder out = new StringBuilder("<p class=\"legend\">");
    for (int label : seen) {
      if (lanes && label == 0) {
        continue;
      }
      String name =
          lanes
              ? (label == LaneMasks.LANE ? "lane marking" : "drivable area")
              : report.className(label);
      out.append("<span><i style=\"background:")
          .append(Palette.css(lanes ? (label == LaneMasks.LANE ? 0 : 1) : label))
          .append("\"></i>")
          .append(Html.escape(name))
          .append("</span>");
    }
    return out.append("</p>").toString();
  }

  private static String embeddings(List<RunReport.Outcome> shown) {
    StringBuilder out =
        new StringBuilder(
            "<table><thead><tr><th>Input</th><th class=\"n\">Cosine of chip and float</th></tr></thead><tbody>");
    for (RunReport.Outcome outcome : shown) {
      out.append("<tr><td>")
          .append(Html.escape(outcome.name()))
          .append("</td><td class=\"n\">")
          .append(String.format(Locale.ROOT, "%.5f", outcome.agreement()))
          .append("</td></tr>");
    }
    return out.append("</tbody></table>").toString();
  }
}
